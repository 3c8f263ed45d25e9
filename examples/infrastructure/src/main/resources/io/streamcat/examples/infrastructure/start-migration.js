// Passes the secret of the database's owner to the function in the isolated network, which cannot
// read it itself. Nothing is logged: the secret is in the payload only.
const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');
const { InvokeCommand, LambdaClient } = require('@aws-sdk/client-lambda');

exports.handler = async () => {
  const secret = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: process.env.SECRET }));
  const answer = await new LambdaClient().send(
    new InvokeCommand({ FunctionName: process.env.MIGRATION, Payload: secret.SecretString }));
  if (answer.FunctionError) {
    throw new Error('the migration failed: ' + Buffer.from(answer.Payload).toString());
  }
};
