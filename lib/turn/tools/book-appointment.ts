import { z } from 'zod';
import type { Tool, ToolCall } from '../../models/llm.ts';

const name = 'book_appointment';

/** There is no calendar yet: the model learns that, and `asksForAppointment` that a person must arrange it. */
export const bookAppointmentTool: Tool = {
  name,
  description: 'Asks for an appointment for this customer. Takes their wish in a few words.',
  input: z.strictObject({ wish: z.string().max(500) }),
  run: () =>
    Promise.resolve({
      booked: false,
      because: 'Appointments cannot be booked automatically yet. A person of the team will arrange it.',
    }),
};

/** Whether an appointment was asked for on the way to an answer. */
export function asksForAppointment(toolCalls: readonly ToolCall[]): boolean {
  return toolCalls.some((call) => call.name === name);
}
