package io.streamcat.examples.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The endpoint through which the isolated network reads the database's password, and nothing else.
 * It costs less than a NAT gateway, which would allow connections to everywhere.
 */
final class SecretEndpoint extends Construct {

  SecretEndpoint(Construct scope, String id, IVpc vpc, Database database) {
    super(scope, id);
    SecurityGroup group =
        SecurityGroup.Builder.create(this, "Group")
            .vpc(vpc)
            .description("The endpoint of Secrets Manager")
            .allowAllOutbound(false)
            .build();
    InterfaceVpcEndpoint endpoint =
        InterfaceVpcEndpoint.Builder.create(this, "Endpoint")
            .vpc(vpc)
            .subnets(Network.ISOLATED)
            .service(InterfaceVpcEndpointAwsService.SECRETS_MANAGER)
            .securityGroups(List.of(group))
            // Only from the clients' security group, not from the whole network.
            .open(false)
            .build();
    endpoint.getConnections().allowDefaultPortFrom(database.clients(), "Secrets Manager");
    endpoint.addToPolicy(
        PolicyStatement.Builder.create()
            .principals(List.of(new AnyPrincipal()))
            .actions(List.of("secretsmanager:GetSecretValue"))
            .resources(List.of(database.secret().getSecretArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:PrincipalAccount", Aws.ACCOUNT_ID)))
            .build());
  }
}
