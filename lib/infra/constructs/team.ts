import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, CfnUserPoolGroup, FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { type Role, roles } from '../../runtime/api/roles.ts';
import { acknowledge } from '../acknowledge.ts';

/** The people of the shop. Promise: nobody lets themselves in, and a group of each role says what its people may do. */
export class Team extends Construct {
  readonly pool: UserPool;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.pool, {
      'AwsSolutions-COG2':
        'Each person may switch it on; the shop decides by whom it lets in, not this template.',
      'AwsSolutions-COG8':
        'The plan with threat protection costs a small shop more than the rest of its stack.',
    });
    for (const [precedence, role] of [...roles].reverse().entries()) {
      new CfnUserPoolGroup(this, role, {
        userPoolId: this.pool.userPoolId,
        groupName: role,
        description: what[role],
        precedence,
      });
    }
  }
}

const what: Readonly<Record<Role, string>> = {
  viewer: 'May look at everything',
  operator: 'May do everything but settings, redrive and forgetting a person',
  admin: 'May do everything',
};
