package io.streamcat.examples.infrastructure;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A network in two zones without any connection to the Internet.
 *
 * <p>Address ranges cannot be changed after the first deployment, so most of them are reserved: for
 * the subnets of the application, and for a third zone.
 */
final class Network extends Construct {

  static final SubnetSelection ISOLATED =
      SubnetSelection.builder().subnetGroupName("isolated").build();

  private static final int SMALL = 24;
  private static final int LARGE = 21;

  private final Vpc vpc;

  Network(Construct scope, String id, Settings.Site site) {
    super(scope, id);
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr(site.network()))
            .availabilityZones(site.zones())
            .reservedAzs(1)
            .natGateways(0)
            .subnetConfiguration(
                List.of(
                    subnets("isolated", SubnetType.PRIVATE_ISOLATED, SMALL, false),
                    subnets("application-public", SubnetType.PUBLIC, SMALL, true),
                    subnets("application-private", SubnetType.PRIVATE_WITH_EGRESS, LARGE, true)))
            .build();
    vpc.addFlowLog(
        "Rejected",
        FlowLogOptions.builder()
            .destination(
                FlowLogDestination.toCloudWatchLogs(
                    LogGroup.Builder.create(this, "RejectedTraffic")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build()))
            // Shows missing rules at next to no cost; accepted traffic would cost more.
            .trafficType(FlowLogTrafficType.REJECT)
            .build());
  }

  private static SubnetConfiguration subnets(
      String name, SubnetType type, int bits, boolean isReserved) {
    return SubnetConfiguration.builder()
        .name(name)
        .subnetType(type)
        .cidrMask(bits)
        .reserved(isReserved)
        .build();
  }

  Vpc vpc() {
    return vpc;
  }
}
