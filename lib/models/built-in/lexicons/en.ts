import type { Lexicon } from './lexicon.ts';

export const english: Lexicon = {
  language: 'en',
  phrases: {
    product_inquiry: `
      how much is the, how much are, how much does, price of, what colours, what colors, what size,
      dimensions, do you have the, do you have any, do u have, do you sell, do you still have, does it come,
      looking for, in stock, something cheaper, anything cheaper, cheaper one, compatible with, made of, difference between, recommend, waterproof, washable`,
    purchase_intent: `
      want to buy, would like to buy, d like to buy, want to order, like to order, i ll take, ll take it,
      payment link, how do i pay, ready to buy, ready to purchase, to my cart, check out, place an order,
      wholesale, in bulk, bulk order, can you quote, a quote for, reserve one for me, going to buy, want to
      purchase, go ahead with, ll have the, i ll have, d like to get, d love to get, hold the last, hold one
      for, hold it for me, complete my purchase, complete my order, finish my order, complete the purchase,
      finish the purchase, large orders, large order, shut up and take, put me down for, want to get one, sign
      me up for one, cash on delivery, i will take, i want this one, my card number, ready to order, ready to
      pay, i choose the, go for the`,
    order_status: `
      !delivery time of my, !delivery time for my, !where is my order, !where s my order, !where is my package, !where s my package, !where is my parcel,
      !where s my parcel, !track my, !tracking number, !tracking link, has…shipped, my delivery, my parcel, my
      package, my order, t arrived, not arrived, never arrived, status of my, out for delivery, update on my,
      any news, no movement, left the warehouse, supposed to get it, supposed to arrive, supposed to be here,
      should have arrived, was due, dispatched, courier, stuck in customs, stuck at customs, in transit,
      delivery date of my, when will i get, when will it arrive, when do i get my, where are my, hasn t come,
      not come yet, did my order, is my order, t received my, not received my, not received it, t received it,
      haven t got my, t got it yet`,
    complaint: `
      !complaint, !lawyer, !legal action, !consumer protection, !chargeback, unacceptable, disappointed,
      worst, terrible, horrible, awful, ridiculous, broken, damaged, scratch*, faulty, defective, wrong item,
      wrong product, wrong size was, sent me the wrong, charged…twice, overcharged, stopped working, stopped
      working after, scam, ripped off, rude, never again, caught fire, nobody answers, nobody replies, no one
      answers, no one replies, nobody helps, still waiting, have been waiting, disgrace, missing parts, is
      missing, fed up, injured, allergic reaction, not as described, false advertising, cracked, crack, joke,
      rash, hurt my, cheated, misleading, lied, rubbish, garbage, useless, not ok, not okay, part missing,
      parts missing, pieces missing, piece missing, came apart, fell apart, fell off, leaking, leaks, burnt,
      exploded, dangerous, mould, mold, dirty, stained, torn, ripped, hole in, bad quality, poor quality, low
      quality, cheap quality, does not work, doesn t work, not working, won t turn on, third time, second time
      i write, ignored, ignoring me, furious, angry, annoyed, upset, shame on, shameful, disgusting,
      appalling, !arrived broken, !arrived damaged, what a mess, not what i ordered, different from what, never received a reply, fake,
      counterfeit, lost my parcel, took two weeks, too long, regret, worse, let down, sick of, two weeks late,
      late again, still no reply, no response, no reply`,
    return_refund: `
      !refund me, !want a refund, !my refund, !money back, !cancel my order, want to return, like to return,
      send it back, sending it back, return label, exchange, swap, refund, return the, return my, return this,
      changed my mind, cancel the order, !see the money, !get my money, give back, give it back, bring it
      back, bring back, bigger one instead, different size, another size, smaller size, larger size, one
      instead, i returned, reimburs*, don t want it anymore, don t want the order, no longer want, no longer
      need, stop it before it ships, cancel what i, send these back, send them back, send those back,
      returning, to cancel, cancel it, don t fit, doesn t fit, not fit, too small, too big, too large, too
      tight`,
    stock_alert: `
      !notify me, !tell me when…back, !tell me as soon, !tell me when…again, !know when…back, !let me know…stock, !let me know…available, !let me know…again, !tell me when…available,
      !tell me when…stock, !tell me when you get, !message me when, !waiting list, !waitlist, !alert…restock,
      !alert…stock, !back in stock notification, when it is back, when it s back, when it s available, you
      restock, restock*, back in stock alert, !write me if it comes, !keep me posted, !keep me informed, !drop
      me a line, !back in stock alert, !restock alert, !as soon as…in stock, !as soon as…available, !as soon
      as…back, !as soon as…in again, !let me know…restock*, !email me when, !text me when, !ping me, !inform
      me…available, !inform me…stock, if it comes back, when it comes back, new stock, next batch, get more`,
    appointment: `
      !book an appointment, !my appointment, appointment, schedule, reschedule, book me in, free slot, book a,
      showroom visit, visit the showroom, consultation, call me on, set up a call, our meeting, the meeting,
      meet with, measure the, come to my house, come to my home, come in and try, a fitting, my fitting, free
      slots, any slots, slots, would…at work, move our, visit your, can i visit, home visit, a call with, my
      booking, demo`,
    faq: `
      opening hours, are you open, what time do you open, do you ship, do you deliver, shipping take, delivery
      take, return policy, refund policy, payment methods, do you accept, gift wrap*, gift card*, warranty,
      guarantee, where is your, where are you located, free shipping, how much is shipping, how much is
      delivery, your address, phone number, do you offer, how many days do i have, what do you charge for,
      customs, duties, till what time, opening times, what time, bank holiday*, holidays, apple pay, google
      pay, paypal, klarna, credit card*, pay in instal*, installments, kind of guarantee, minimum order,
      international*, abroad, deliver to, ship to, pick up in, pickup, student discount, loyalty program*,
      !glass…covered, !is…covered by, !are…covered by, !is it covered, !covered by the warranty, !warranty cover*, !delivery time, !delivery times,
      express delivery, sustainable, made in, parking, address of your, installation, assembly service, express shipping,
      delivery cost*, shipping cost*, deliver on, what does it cost to ship`,
    human_request: `
      !real person, !speak to a person, !talk to a person, !a human, !an agent, !real agent, !live agent,
      !human agent, !speak to someone, !talk to someone, !speak with someone, !talk with someone, !speak with
      a person, !talk with a person, !your manager, !a manager, !supervisor, !operator, !customer service
      agent, !somebody from your team, !someone from your team, !not a bot, !not a robot, !to a robot, !human
      please, !person please, speak with, talk to, speak to, representative, the bot, somebody there, anybody
      there, !human being, !actual human, !actual person, !live person, !living person, !an employee, !someone
      call me, !somebody call me, !call me back, !one of your colleagues, !member of staff, !staff member,
      !customer service please, !speak to customer service, !talk to customer service, !speak to support,
      !talk to support, !contact a person, !speak to an, !talk to an, !talk to your boss, !speak to your boss,
      in charge, is this automated, a colleague, are you a bot, are you a robot, are you human, are you real`,
    campaign_reply: `
      !offer you sent, !your newsletter, !your promotion, !your promo, the promo, your message about, your
      email about, your text about, you sent me…offer, you sent me…discount, discount code, voucher, coupon,
      the campaign, replying to your, saw your, !email about your, !message about your, !whatsapp about, !you
      texted me, !you emailed me about, !your campaign, !your flyer, !code from your email, got your message,
      got your email, got your text, saw your ad, your ad, deal you, offer you, you wrote that there, your
      sms, off code, promo code, count me in, the deal`,
    opt_out: `
      !unsubscribe, !opt out, !stop sending me messages, !stop sending messages, !stop sending me emails, !stop sending emails,
      !stop sending me texts, !stop sending texts, !stop sending me ads, !stop sending me offers, !stop sending me these,
      !stop sending me this, !stop sending these, !stop sending me stuff, stop sending, !do not write to me, !don t write to me,
      !do not message me, !do not text me, !stop messaging, !stop texting, !stop emailing, !mailing list,
      !off your list, !from your list, !do not contact me, !don t contact me, !remove my number, !no more
      messages, any more of these, stop these messages, newsletter anymore, !leave me alone, !stop writing,
      !stop contacting, !stop spamming, !quit spamming, !stop calling me, !take me off, !remove me from, !off
      this list, !never signed up, !delete my number, !erase my, !no more emails, !no more texts, !no longer
      want to receive, !don t write me, !don t message me, !don t text me, !stop these messages, !stop these texts, !stop these emails, stop these, not interested in your
      messages, these ads`,
    spam: `
      !you have won, !you ve won, !you won, claim now, claim your, gift card claim, seo, !rank your website,
      !google ranking, !backlinks, crypto, bitcoin, forex, followers, bank details, !million dollars,
      inheritance, casino, !free spins, !hot singles, make money, earn money, per week from home, telegram
      group, loan approval, web design services, !cheap pills, viagra, lead generation, guest post, !double your
      money, our agency, your online store, your website traffic, traffic of your, increase your traffic, free
      audit, !passive income, !trading bot, returns guaranteed, guaranteed returns, authentic designer, replica,
      limited time, act now, click here, click the link, !sponsored article, business proposal, !dear owner,
      !dear business owner, !seo services, marketing services, social media marketing, web development services,
      lose weight, you have been selected, lottery, verify your account, beneficiary, airdrop, investment
      opportunity, dropshipping supplier`,
    abuse: `
      !fuck you, !fuck off, !fucking idiot*, !fucking bitch, !fucking moron*, !asshole*, !motherfucker*,
      !piece of shit, !piece of garbage, !piece of trash, !go to hell, !kill yourself, !hope you die, !shut
      up, !bitch, !bastards, !cunt*, !you idiot*, !you are idiots, !are an idiot, !are all idiots, !you
      moron*, !stupid bot, !dumb bot, !i will kill, !i ll kill, !beat you up, fuck*, idiots, moron*, shitty,
      pathetic, stupid, !eat shit, !piece of crap, !useless crap, !dickhead*, !wanker*, !prick, you clowns,
      !whore, !slut, !retard, !retards, !retarded, !screw you, !rot in hell, !kiss my ass, !scumbag*,
      !dumbass*, !son of a bitch, crap, loser*, dumb, idiot, hate you`,
    other: `
      job, hiring, vacancies, homework, weather, joke, poem, log in, my password, capital of, your
      instructions, previous instructions, journalist, system prompt, translate this, intern, interns,
      internship, collaborat*, influencer, partnership, reseller, my account, email on my, blog, who painted,
      who is the president, movie, restaurant, supplier, wholesaler offer, press, interview, student project`,
  },
  optOutWords: 'stop, stop all, stopall, unsubscribe, opt out, optout, remove me, end, quit',
  pleasantries: `
      hi, hello, hey, hiya, howdy, good morning, good afternoon, good evening, good day, good night,
      greetings, hi there, hello there, hey there, how are you, how are you today, how are you doing, how is
      it going, how s it going, what s up, thanks, thank you, thanks a lot, thank you very much, thank you so
      much, many thanks, cheers, bye, goodbye, see you, see you later, have a nice day, have a great day, have
      a good day, have a nice weekend, have a good weekend, ok, okay, great, perfect, cool, nice, awesome, got
      it, sounds good, all good, no problem, nice to meet you, dear team, dear sir or madam, please, sir,
      madam, team, everyone`,
  questionStarts: `
      how, what, when, where, which, who, why, do, does, did, can, could, is, are, will, would, have, has,
      any, i want, i need, i would like, i d like, i m looking, looking for, tell me, show me, send me,
      please, price, need, want, may i, was`,
  fillers: `time, times, 
      a, an, the, this, that, these, those, it, its, is, are, was, were, be, been, am, do, does, did, done,
      have, has, had, can, could, will, would, should, may, might, i, me, my, mine, we, us, our, you, u, your,
      yours, they, them, their, he, she, his, her, and, or, but, if, so, as, of, in, on, at, by, for, from,
      to, with, without, about, into, than, then, there, here, how, what, when, where, which, who, why,
      whether, any, some, all, also, too, just, really, very, much, many, more, most, one, ones, other,
      another, no, not, yes, ok, please, want, need, like, d, s, t, m, ll, re, ve, looking, look, find,
      search, searching, get, got, give, tell, show, know, see, let, come, comes, buy, purchase, order, hi,
      hello, hey, thanks, thank, still, now, today, currently, right, moment, anything, something, someone,
      somebody, thing, things, good, nice, product, item, items, products, shop, store, website, online, guys,
      possible, exactly, actually, interested, question, wondering, wonder, hope, think, take, use, make,
      sure, long, quick, quickly, available, kind, sort, type, types, only, new, out, up,
      two, three, four, five, six, seven, eight, nine, ten, pair, couple, dozen,
      work, works, suitable, sell, sells, bought, policy, policies, ordered, purchased, service, offer, offers, provide, charge`,
  asks: {
    price: 'price, prices, cost, costs, how much, expensive, euro, euros, dollars',
    stock:
      'in stock, stock, available, availability, sold out, do you have, you have, have you got, do you still have, do you sell, you sell, left, carry',
    browse:
      'looking for, look for, recommend, suggest, show me, tell me about, tell me more, more about, information about, details, what kind, which, anything, interested in, do you have any, options, range',
  },
  positive: '',
  negative: '',
  negations: '',
  gloss: '',
};
