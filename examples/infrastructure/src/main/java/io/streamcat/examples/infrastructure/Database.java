package io.streamcat.examples.infrastructure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.PostgresEngineVersion;
import software.amazon.awscdk.services.rds.PostgresInstanceEngineProps;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * PostgreSQL with the password of its owner and the security group of its clients.
 *
 * <p>Functions log in with tokens of IAM instead of the password.
 */
final class Database extends Construct {

  private static final String NAME = "streamcat";

  private final DatabaseSecret secret;
  private final SecurityGroup clients;
  private final DatabaseInstance instance;

  Database(Construct scope, String id, IVpc vpc, Settings settings) {
    super(scope, id);
    secret = DatabaseSecret.Builder.create(this, "Secret").username(NAME).build();
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
    clients = securityGroup("Clients", vpc, "May connect to the database");
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
            .multiAz(settings.database().isMultiAz())
            .caCertificate(CaCertificate.RDS_CA_RSA2048_G1)
            .iamAuthentication(true)
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
            .copyTagsToSnapshot(true)
            .deletionProtection(settings.isProtected())
            .removalPolicy(RemovalPolicy.SNAPSHOT)
            .build();
    settings.database().snapshot().ifPresent(this::restore);
  }

  /**
   * Creates the instance from a snapshot, with the password of the secret. The setting must stay:
   * CloudFormation replaces the instance when it changes.
   */
  private void restore(String snapshot) {
    CfnDBInstance properties = (CfnDBInstance) instance.getNode().getDefaultChild();
    Objects.requireNonNull(properties).addPropertyOverride("DBSnapshotIdentifier", snapshot);
    // Part of the snapshot; AWS rejects them beside it.
    for (String inherited : List.of("DBName", "MasterUsername", "StorageEncrypted")) {
      properties.addPropertyDeletionOverride(inherited);
    }
  }

  private SecurityGroup securityGroup(String id, IVpc vpc, String description) {
    return SecurityGroup.Builder.create(this, id)
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  /** Returns the URL without user and password; clients verify the server's certificate. */
  String jdbcUrl() {
    return "jdbc:postgresql://%s:%s/%s?sslmode=verify-full"
        .formatted(
            instance.getDbInstanceEndpointAddress(), instance.getDbInstanceEndpointPort(), NAME);
  }

  /** Allows the login of a database user with tokens. */
  void grantConnect(IGrantable client, String user) {
    instance.grantConnect(client, user);
  }

  IDatabaseInstance instance() {
    return instance;
  }

  ISecret secret() {
    return secret;
  }

  /** Returns the security group whose members may connect. */
  SecurityGroup clients() {
    return clients;
  }
}
