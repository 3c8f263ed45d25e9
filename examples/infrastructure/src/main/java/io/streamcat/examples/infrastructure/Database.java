package io.streamcat.examples.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.PostgresEngineVersion;
import software.amazon.awscdk.services.rds.PostgresInstanceEngineProps;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/** PostgreSQL with its password and the security group of its clients. */
final class Database extends Construct {

  private static final String NAME = "streamcat";

  private final DatabaseSecret secret;
  private final SecurityGroup clients;
  private final DatabaseInstance instance;

  Database(Construct scope, String id, IVpc vpc) {
    super(scope, id);
    secret = DatabaseSecret.Builder.create(this, "Secret").username(NAME).build();
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
    clients = securityGroup("Clients", vpc, "May connect to the database and read its password");
    SecurityGroup server = securityGroup("Server", vpc, "The database");
    server.getConnections().allowFrom(clients, Port.tcp(5432), "PostgreSQL");
    instance =
        DatabaseInstance.Builder.create(this, "Instance")
            .engine(
                DatabaseInstanceEngine.postgres(
                    PostgresInstanceEngineProps.builder()
                        .version(PostgresEngineVersion.VER_17)
                        .build()))
            .instanceType(InstanceType.of(InstanceClass.T4G, InstanceSize.MICRO))
            .vpc(vpc)
            .vpcSubnets(Network.ISOLATED)
            .publiclyAccessible(false)
            .securityGroups(List.of(server))
            .databaseName(NAME)
            .credentials(Credentials.fromSecret(secret))
            .parameters(Map.of("rds.force_ssl", "1"))
            .storageType(StorageType.GP3)
            .storageEncrypted(true)
            .allocatedStorage(20)
            .maxAllocatedStorage(100)
            .backupRetention(Duration.days(7))
            .autoMinorVersionUpgrade(true)
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.SNAPSHOT)
            .build();
  }

  private SecurityGroup securityGroup(String id, IVpc vpc, String description) {
    return SecurityGroup.Builder.create(this, id)
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  /** Returns the URL without user and password, which are in the secret. */
  String jdbcUrl() {
    return "jdbc:postgresql://%s:%s/%s?sslmode=require"
        .formatted(
            instance.getDbInstanceEndpointAddress(), instance.getDbInstanceEndpointPort(), NAME);
  }

  ISecret secret() {
    return secret;
  }

  /** Returns the security group whose members may connect. */
  SecurityGroup clients() {
    return clients;
  }
}
