import { z } from 'zod';
import type { Tool } from '../../models/llm.ts';

/** There is no calendar yet: the model learns that, and `asked` hears that a person must arrange it. */
export function bookAppointmentTool(asked: () => void): Tool {
  return {
    name: 'book_appointment',
    description: 'Asks for an appointment for this customer. Takes their wish in a few words.',
    input: z.strictObject({ wish: z.string().max(500) }),
    run() {
      asked();
      return Promise.resolve({
        booked: false,
        because: 'Appointments cannot be booked automatically yet. A person of the team will arrange it.',
      });
    },
  };
}
