import { describe, expect, it } from 'vitest';
import { roles } from '../../lib/runtime/api/roles.ts';
import { anApp, type Resource, resourcesOf } from './synthesised.ts';

const { stacks } = anApp('dev');
const [[pool, { Properties: poolProperties }]] = resourcesOf(stacks.data, 'AWS::Cognito::UserPool') as [
  [string, Resource],
];
const [[client, { Properties: clientProperties }]] = resourcesOf(
  stacks.web,
  'AWS::Cognito::UserPoolClient',
) as [[string, Resource]];

describe('the team', () => {
  it('is let in by an administrator only, with a strong password and a second factor for whoever wants one', () => {
    expect(poolProperties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
    });
    expect(poolProperties['Policies'].PasswordPolicy.MinimumLength).toBeGreaterThanOrEqual(12);
  });

  it('has a group for every role', () => {
    const groups = resourcesOf(stacks.data, 'AWS::Cognito::UserPoolGroup');
    expect(groups.map(([, { Properties }]) => Properties['GroupName']).sort()).toEqual([...roles].sort());
    for (const [, { Properties }] of groups) expect(Properties['UserPoolId']).toEqual({ Ref: pool });
  });

  it('signs in by code, without a secret in the browser, and is sent back to the dashboard only', () => {
    expect(clientProperties).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ['code'] });
    const [[distribution]] = resourcesOf(stacks.web, 'AWS::CloudFront::Distribution') as [[string, Resource]];
    const dashboard = {
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }, '/']],
    };
    expect(clientProperties['CallbackURLs']).toEqual([dashboard]);
    expect(clientProperties['LogoutURLs']).toEqual([dashboard]);
  });
});

describe('everything below /api', () => {
  const route = (key: string) =>
    [
      ...resourcesOf(stacks.web, 'AWS::ApiGatewayV2::Route'),
      ...resourcesOf(stacks.service, 'AWS::ApiGatewayV2::Route'),
    ]
      .map(([, { Properties }]) => Properties)
      .find(({ RouteKey }) => RouteKey === key);

  it('asks for a token that the pool gave to the dashboard', () => {
    const [[authorizer, { Properties }]] = resourcesOf(stacks.web, 'AWS::ApiGatewayV2::Authorizer') as [
      [string, Resource],
    ];
    expect(Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [{ Ref: client }] },
    });
    expect(JSON.stringify(Properties['JwtConfiguration'].Issuer)).toContain(pool);
    expect(route('ANY /api/{proxy+}')).toMatchObject({
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: authorizer },
    });
  });

  it('is the only thing that does: webhooks are signed, health and the description are for everybody', () => {
    expect(route('GET /api/openapi.json')?.['AuthorizationType']).toBe('NONE');
    expect(route('GET /health')?.['AuthorizationType']).toBe('NONE');
    expect(route('POST /webhooks/chatwoot')?.['AuthorizationType']).toBe('NONE');
  });
});
