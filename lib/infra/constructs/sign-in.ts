import { Aws, Duration } from 'aws-cdk-lib';
import {
  type HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnManagedLoginBranding,
  ManagedLoginVersion,
  OAuthScope,
  type UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { StageName } from '../stages.ts';

export interface SignInProps {
  readonly stage: StageName;
  readonly pool: UserPool;
  readonly api: HttpApi;
  /** Where the dashboard is: the only place people are sent back to. */
  readonly address: string;
}

/** How the team gets in. Promise: a token that `authorizer` lets through was given to the dashboard for one of the pool. */
export class SignIn extends Construct {
  readonly client: UserPoolClient;
  readonly domain: UserPoolDomain;
  readonly authorizer: IHttpRouteAuthorizer;

  constructor(scope: Construct, id: string, { stage, pool, api, address }: SignInProps) {
    super(scope, id);
    this.domain = new UserPoolDomain(this, 'Domain', {
      userPool: pool,
      cognitoDomain: { domainPrefix: domainPrefix(stage) },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.client = new UserPoolClient(this, 'Dashboard', {
      userPool: pool,
      // A page in a browser keeps no secret; the proof key of each sign-in (PKCE) takes its place.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${address}/`],
        logoutUrls: [`${address}/`],
      },
      // For scripts: only somebody with rights on the AWS account can ask for a token this way.
      authFlows: { adminUserPassword: true },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    });
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: pool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    // Not HttpUserPoolAuthorizer: it would put itself beside the API, whose stack cannot know the client.
    const { authorizerId } = new HttpAuthorizer(this, 'Authorizer', {
      httpApi: api,
      authorizerName: `frontdesk-${stage}-team`,
      type: HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtIssuer: pool.userPoolProviderUrl,
      jwtAudience: [this.client.userPoolClientId],
    });
    this.authorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(this, 'Checked', {
      authorizerId,
      authorizerType: HttpAuthorizerType.JWT,
    });
  }
}

/**
 * Where the team signs in. A name and not a reference: the site's security policy needs it, and what people are sent
 * back to needs the site.
 */
export function signInAddress(stage: StageName): string {
  return `https://${domainPrefix(stage)}.auth.${Aws.REGION}.amazoncognito.com`;
}

/** All accounts of a region share these names. */
function domainPrefix(stage: StageName): string {
  return `frontdesk-${stage}-${Aws.ACCOUNT_ID}`;
}
