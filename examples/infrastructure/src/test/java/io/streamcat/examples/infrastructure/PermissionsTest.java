package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of permissions. */
@Guarantee("EXAMPLE-10")
class PermissionsTest {

  private static final List<String> WRITE_LOG =
      List.of("logs:CreateLogStream", "logs:PutLogEvents");
  private static final List<String> TRACE =
      List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments");
  private static final List<String> INTERFACES =
      List.of(
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses");
  private static final List<String> LOOK_UP_INTERFACES =
      List.of("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets");

  private final Templates templates = Templates.synthesised();

  private Stream<Resource.Statement> allowed() {
    return templates.resources().stream()
        .flatMap(resource -> resource.statements().stream())
        .filter(Resource.Statement::allows);
  }

  @Test
  void actions_allPolicies_areNamedExceptInKeyPolicy() {
    assertThat(allowed())
        .filteredOn(statement -> statement.actions().stream().anyMatch(a -> a.contains("*")))
        .allSatisfy(
            statement -> {
              assertThat(statement.holder().type()).isEqualTo("AWS::KMS::Key");
              assertThat(statement.principals()).containsExactly("arn:aws:iam::111122223333:root");
            });
  }

  @Test
  void resources_allPolicies_areNamedWherePossible() {
    assertThat(allowed())
        .filteredOn(statement -> statement.resources().contains("*"))
        // In the policy of a key, every resource is that key.
        .filteredOn(statement -> !statement.holder().is("AWS::KMS::Key"))
        .flatExtracting(Resource.Statement::actions)
        // AWS has no resource types for these.
        .containsOnlyOnceElementsOf(
            List.of("ivs:ListPublicKeys", "ivs:ListPlaybackRestrictionPolicies"))
        .containsOnly(
            all(
                    LOOK_UP_INTERFACES,
                    TRACE,
                    List.of("ivs:ListPublicKeys", "ivs:ListPlaybackRestrictionPolicies"))
                .toArray(String[]::new));
  }

  @Test
  void review_permission_allowsIvsChatRoomsOfThisAccountOnly() {
    assertThat(templates.resources("AWS::Lambda::Permission"))
        .filteredOn(permission -> permission.id().startsWith("ChatReview"))
        .singleElement()
        .satisfies(
            permission -> {
              assertThat(Resource.text(permission.at("/FunctionName")))
                  .isEqualTo(
                      "${" + templates.resource("AWS::Lambda::Alias", "ChatReview").id() + "}");
              assertThat(permission.at("/Action").asText()).isEqualTo("lambda:InvokeFunction");
              assertThat(permission.at("/Principal").asText()).isEqualTo("ivschat.amazonaws.com");
              assertThat(Resource.text(permission.at("/SourceAccount")))
                  .isEqualTo("${AWS::AccountId}");
              assertThat(Resource.text(permission.at("/SourceArn")))
                  .isEqualTo(
                      "arn:${AWS::Partition}:ivschat:${AWS::Region}:${AWS::AccountId}:room/*");
            });
  }

  @Test
  void queues_policy_allowsSendingFromRuleOnly() {
    String rule = "${" + templates.resource("AWS::Events::Rule", "EventsRule").id() + ".Arn}";

    assertThat(templates.resources("AWS::SQS::QueuePolicy"))
        .hasSize(2)
        .allSatisfy(
            policy ->
                assertThat(policy.statements())
                    .filteredOn(Resource.Statement::allows)
                    .isNotEmpty()
                    .allSatisfy(
                        statement -> {
                          assertThat(statement.principals())
                              .containsExactly("events.amazonaws.com");
                          assertThat(
                                  Resource.text(
                                      statement.conditions().at("/ArnEquals/aws:SourceArn")))
                              .isEqualTo(rule);
                        }));
  }

  @Test
  void roles_ofFunctions_trustLambdaOnlyWithoutManagedPolicies() {
    assertThat(templates.resources("AWS::IAM::Role"))
        .filteredOn(role -> !role.isOfCdk())
        .hasSize(6)
        .allMatch(role -> role.at("/ManagedPolicyArns").isMissingNode())
        .flatExtracting(Resource::statements)
        .flatExtracting(Resource.Statement::principals)
        .containsOnly("lambda.amazonaws.com", "vpc-flow-logs.amazonaws.com");
  }

  private List<String> granted(String id) {
    return templates.resource("AWS::IAM::Policy", id).statements().stream()
        .filter(Resource.Statement::allows)
        .flatMap(statement -> statement.actions().stream())
        .toList();
  }

  @SafeVarargs
  private static List<String> all(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  @Test
  void review_role_allowsLogAndTracesOnly() {
    assertThat(granted("ChatReview")).containsExactlyInAnyOrderElementsOf(all(WRITE_LOG, TRACE));
  }

  @Test
  void functionsOfTheDatabase_roles_allowTheirWorkOnly() {
    List<String> network = all(WRITE_LOG, TRACE, INTERFACES, LOOK_UP_INTERFACES);
    assertThat(granted("EventsFunction"))
        .containsExactlyInAnyOrderElementsOf(
            all(
                network,
                List.of("rds-db:connect"),
                List.of(
                    "sqs:ChangeMessageVisibility",
                    "sqs:DeleteMessage",
                    "sqs:GetQueueAttributes",
                    "sqs:GetQueueUrl",
                    "sqs:ReceiveMessage")));
    assertThat(granted("Usage"))
        .containsExactlyInAnyOrderElementsOf(all(network, List.of("rds-db:connect")));
    assertThat(granted("MigrationInside")).containsExactlyInAnyOrderElementsOf(network);
    assertThat(granted("MigrationOutside"))
        .containsExactlyInAnyOrderElementsOf(
            all(
                WRITE_LOG,
                TRACE,
                List.of("secretsmanager:GetSecretValue", "lambda:InvokeFunction")));
  }

  @Test
  void databaseLogin_tokens_areForOneUserOfOneDatabase() {
    assertThat(allowed())
        .filteredOn(statement -> statement.actions().contains("rds-db:connect"))
        .hasSize(2)
        .flatExtracting(Resource.Statement::resources)
        .allMatch(resource -> resource.matches("arn:.*:dbuser:\\$\\{.*}/streamcat_events"));
  }

  @Test
  void networkInterfaces_ofFunctions_areDeniedToTheirCode() {
    for (String name : List.of("events", "usage", "migration")) {
      assertThat(templates.resources("AWS::IAM::Policy"))
          .flatExtracting(Resource::statements)
          .filteredOn(statement -> !statement.allows())
          .filteredOn(
              statement ->
                  Resource.text(statement.conditions().at("/ArnEquals/lambda:SourceFunctionArn"))
                      .endsWith(":function:streamcat-production-" + name))
          .singleElement()
          .satisfies(statement -> assertThat(statement.actions()).containsExactly("ec2:*"));
    }
  }
}
