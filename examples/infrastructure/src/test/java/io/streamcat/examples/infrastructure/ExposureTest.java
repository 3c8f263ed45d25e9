package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamcat.testing.Guarantee;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that only what must be reachable is reachable. */
@Guarantee("EXAMPLE-10")
class ExposureTest {

  private final Templates templates = Templates.synthesised();

  @Test
  void network_isolated_hasNoGateways() {
    for (String type :
        List.of(
            "AWS::EC2::InternetGateway",
            "AWS::EC2::NatGateway",
            "AWS::EC2::EIP",
            "AWS::EC2::Route",
            "AWS::EC2::VPNGateway")) {
      templates.storage().resourceCountIs(type, 0);
    }
    assertThat(templates.resources("AWS::EC2::Subnet"))
        .hasSize(2)
        .noneMatch(subnet -> subnet.at("/MapPublicIpOnLaunch").asBoolean());
  }

  /** Address ranges cannot be changed later. */
  @Test
  void network_addresses_leaveRoomForTheApplication() {
    templates.storage().hasResourceProperties("AWS::EC2::VPC", Map.of("CidrBlock", "10.20.0.0/16"));
    assertThat(templates.resources("AWS::EC2::Subnet"))
        .extracting(
            subnet -> subnet.at("/CidrBlock").asText(),
            subnet -> subnet.at("/AvailabilityZone").asText())
        .containsExactly(tuple("10.20.0.0/24", "eu-west-1a"), tuple("10.20.1.0/24", "eu-west-1b"));
  }

  @Test
  void database_network_isPrivate() {
    templates
        .storage()
        .hasResourceProperties("AWS::RDS::DBInstance", Map.of("PubliclyAccessible", false));
    assertThat(
            Resource.texts(
                templates.resource("AWS::RDS::DBSubnetGroup", "Database").at("/SubnetIds")))
        .containsExactlyInAnyOrderElementsOf(
            templates.resources("AWS::EC2::Subnet").stream()
                .map(subnet -> "${" + subnet.id() + "}")
                .toList());
  }

  @Test
  void securityGroups_ingress_allowsOtherGroupsOnOnePort() {
    assertThat(templates.resources("AWS::EC2::SecurityGroup"))
        .hasSize(2)
        .allMatch(group -> group.at("/SecurityGroupIngress").isMissingNode())
        .noneMatch(group -> group.at("/SecurityGroupEgress").toString().contains("0.0.0.0/0"));
    assertPorts("AWS::EC2::SecurityGroupIngress", "/SourceSecurityGroupId");
    assertPorts("AWS::EC2::SecurityGroupEgress", "/DestinationSecurityGroupId");
  }

  private void assertPorts(String type, String otherGroup) {
    assertThat(templates.resources(type))
        .allMatch(rule -> !rule.at(otherGroup).isMissingNode())
        .allMatch(rule -> rule.at("/FromPort").asInt() == rule.at("/ToPort").asInt())
        .extracting(rule -> rule.at("/FromPort").asInt())
        .containsExactly(5432);
  }

  @Test
  void bucket_access_isPrivate() {
    templates
        .storage()
        .allResourcesProperties(
            "AWS::S3::Bucket",
            Map.of(
                "PublicAccessBlockConfiguration",
                Map.of(
                    "BlockPublicAcls", true,
                    "BlockPublicPolicy", true,
                    "IgnorePublicAcls", true,
                    "RestrictPublicBuckets", true)));
  }

  @Test
  void recordings_bucket_isReadableByDistributionOnly() {
    assertThat(templates.resource("AWS::S3::BucketPolicy", "RecordingsBucket").statements())
        .filteredOn(Resource.Statement::allows)
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.actions()).containsExactly("s3:GetObject");
              assertThat(statement.principals()).containsExactly("cloudfront.amazonaws.com");
              assertThat(Resource.text(statement.conditions().at("/StringEquals/AWS:SourceArn")))
                  .endsWith(
                      ":distribution/${"
                          + templates.resource("AWS::CloudFront::Distribution", "Recordings").id()
                          + "}");
            });
    assertThat(
            templates
                .resource("AWS::CloudFront::Distribution", "Recordings")
                .json()
                .findValuesAsText("ViewerProtocolPolicy"))
        .hasSize(2)
        .containsOnly("redirect-to-https");
  }

  @Test
  void functions_access_haveNoUrl() {
    templates.backend().resourceCountIs("AWS::Lambda::Url", 0);
  }

  @Test
  void policies_principals_containNoWildcard() {
    assertThat(templates.resources().stream().flatMap(r -> r.statements().stream()))
        .filteredOn(Resource.Statement::allows)
        .filteredOn(statement -> statement.principals().contains("*"))
        .isEmpty();
  }

  @Test
  void recordings_signed_needASignatureUnlessPublic() {
    assertThat(trustedKeyGroups(templates)).hasSize(2);
    assertThat(trustedKeyGroups(Templates.restored())).isEmpty();
  }

  private static List<JsonNode> trustedKeyGroups(Templates templates) {
    return templates
        .resource("AWS::CloudFront::Distribution", "Recordings")
        .json()
        .findValues("TrustedKeyGroups")
        .stream()
        .filter(groups -> !groups.isEmpty())
        .toList();
  }
}
