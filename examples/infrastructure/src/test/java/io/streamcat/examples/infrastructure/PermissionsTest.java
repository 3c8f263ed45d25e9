package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of permissions. */
@Guarantee("EXAMPLE-10")
class PermissionsTest {

  private static final List<String> WRITE_LOG =
      List.of("logs:CreateLogStream", "logs:PutLogEvents");
  private static final List<String> BE_IN_A_NETWORK =
      List.of(
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses");

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
              assertThat(statement.principals())
                  .containsExactly("arn:${AWS::Partition}:iam::${AWS::AccountId}:root");
            });
  }

  @Test
  void resources_allPolicies_areNamedWherePossible() {
    assertThat(allowed())
        .filteredOn(statement -> statement.resources().contains("*"))
        // In the policy of a key, every resource is that key.
        .filteredOn(statement -> !statement.holder().is("AWS::KMS::Key"))
        .extracting(Resource.Statement::actions)
        .containsExactlyInAnyOrder(
            BE_IN_A_NETWORK,
            // AWS has no resource types for these.
            List.of("ivs:ListPublicKeys"),
            List.of("ivs:ListPlaybackRestrictionPolicies"));
  }

  @Test
  void review_permission_allowsIvsChatRoomsOfThisAccountOnly() {
    assertThat(templates.resources("AWS::Lambda::Permission"))
        .singleElement()
        .satisfies(
            permission -> {
              assertThat(Resource.text(permission.at("/FunctionName")))
                  .isEqualTo("${" + function("ChatReview").id() + ".Arn}");
              assertThat(permission.at("/Action").asText()).isEqualTo("lambda:InvokeFunction");
              assertThat(permission.at("/Principal").asText()).isEqualTo("ivschat.amazonaws.com");
              assertThat(Resource.text(permission.at("/SourceAccount")))
                  .isEqualTo("${AWS::AccountId}");
              assertThat(Resource.text(permission.at("/SourceArn")))
                  .isEqualTo(
                      "arn:${AWS::Partition}:ivschat:${AWS::Region}:${AWS::AccountId}:room/*");
            });
  }

  private Resource function(String id) {
    return templates.resource("AWS::Lambda::Function", id);
  }

  @Test
  void queues_policy_allowsSendingFromRuleOnly() {
    String rule = "${" + templates.resource("AWS::Events::Rule", "Events").id() + ".Arn}";

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
  void roles_trust_isLambdaOnlyWithoutManagedPolicies() {
    assertThat(templates.resources("AWS::IAM::Role"))
        .hasSize(2)
        .allMatch(role -> role.at("/ManagedPolicyArns").isMissingNode())
        .flatExtracting(Resource::statements)
        .flatExtracting(Resource.Statement::principals)
        .containsOnly("lambda.amazonaws.com");
  }

  @Test
  void review_role_allowsWritingItsLogOnly() {
    assertThat(templates.resource("AWS::IAM::Policy", "ChatReview").statements())
        .flatExtracting(Resource.Statement::actions)
        .containsExactlyInAnyOrderElementsOf(WRITE_LOG);
  }

  @Test
  void ingestion_role_allowsQueueAndPasswordOnly() {
    List<Resource.Statement> statements =
        templates.resource("AWS::IAM::Policy", "Events").statements();

    assertThat(statements)
        .flatExtracting(Resource.Statement::actions)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    WRITE_LOG,
                    BE_IN_A_NETWORK,
                    List.of("secretsmanager:GetSecretValue"),
                    List.of(
                        "sqs:ChangeMessageVisibility",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:GetQueueUrl",
                        "sqs:ReceiveMessage"))
                .flatMap(List::stream)
                .toList());
    assertThat(statements)
        .filteredOn(statement -> statement.actions().contains("sqs:ReceiveMessage"))
        .flatExtracting(Resource.Statement::resources)
        .containsExactly(
            "${" + templates.resource("AWS::SQS::Queue", "EventsQueue").id() + ".Arn}");
  }

  @Test
  void secretsEndpoint_policy_allowsOneSecret() {
    assertThat(templates.resource("AWS::EC2::VPCEndpoint", "SecretEndpoint").statements())
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.actions()).containsExactly("secretsmanager:GetSecretValue");
              assertThat(statement.resources())
                  .containsExactly(
                      "${"
                          + templates.resource("AWS::SecretsManager::Secret", "Database").id()
                          + "}");
            });
    templates
        .storage()
        .hasResourceProperties("AWS::EC2::VPCEndpoint", Map.of("PrivateDnsEnabled", true));
  }
}
