import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import { mark } from '../marks.ts';
import type { AppFunction } from './app-function.ts';

export interface RegularRunProps {
  /** What is run; the schedule has its name. */
  readonly name: FunctionName;
  readonly target: AppFunction;
  readonly every: Duration;
  /** Where a run goes that failed to start three times more. */
  readonly deadLetters: IQueue;
}

/** Runs a function again and again. Promise: a run knows which moment it is for, so that a repeated one does nothing twice. */
export class RegularRun extends Construct {
  constructor(scope: Construct, id: string, { name, target, every, deadLetters }: RegularRunProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const { functionArn } = target.lambda;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    );
    const schedule = new Schedule(this, 'Schedule', {
      description: `Runs ${name}`,
      schedule: ScheduleExpression.rate(every),
      target: new LambdaInvoke(target.lambda, {
        input: ScheduleTargetInput.fromObject({ scheduledAt: ContextAttribute.scheduledTime }),
        retryAttempts: 3,
        // A run that is this late is the next run's work.
        maxEventAge: Duration.hours(1),
        deadLetterQueue: deadLetters,
        // CDK's own grant would let it invoke every version of the function as well.
        role: role.withoutPolicyUpdates(),
      }),
    });
    mark(schedule, { kind: 'schedule', name });
  }
}
