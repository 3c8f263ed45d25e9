package io.streamcat.examples.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The rights of the credentials, as AWS's policy simulator sees them. */
final class Rights {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Pattern ASSUMED_ROLE =
      Pattern.compile("arn:(aws[a-z-]*):sts::(\\d+):assumed-role/([^/]+)/.*");

  /** The calls of all commands by the resource that they are authorized for. */
  private static final Map<String, List<String>> ACTIONS =
      new TreeMap<>(
          Map.of(
              "ivs:%s:%s:channel/a1b2c3d4e5f6",
              List.of(
                  "ivs:CreateChannel",
                  "ivs:TagResource",
                  "ivs:ListChannels",
                  "ivs:GetChannel",
                  "ivs:BatchGetChannel",
                  "ivs:UpdateChannel",
                  "ivs:DeleteChannel",
                  "ivs:StopStream",
                  "ivs:GetStream",
                  "ivs:ListStreamKeys"),
              "ivs:%s:%s:stream-key/a1b2c3d4e5f6",
              List.of("ivs:CreateStreamKey", "ivs:GetStreamKey", "ivs:DeleteStreamKey"),
              "ivs:%s:%s:stage/a1b2c3d4e5f6",
              List.of(
                  "ivs:CreateStage",
                  "ivs:ListStages",
                  "ivs:GetStage",
                  "ivs:UpdateStage",
                  "ivs:DeleteStage"),
              "ivschat:%s:%s:room/a1b2c3d4e5f6",
              List.of(
                  "ivschat:CreateRoom",
                  "ivschat:TagResource",
                  "ivschat:ListRooms",
                  "ivschat:GetRoom",
                  "ivschat:UpdateRoom",
                  "ivschat:DeleteRoom")));

  private Rights() {}

  /**
   * The answer of the simulator.
   *
   * @param denied the calls that are denied, in a stable order
   * @param problem the reason why there is no answer, or null
   */
  record Answer(List<String> denied, @Nullable String problem) {}

  /**
   * Simulates the calls; needs the right to iam:SimulatePrincipalPolicy.
   *
   * @param region the region of the resources
   * @param namespace the namespace, which conditions of policies may name
   */
  static Answer simulate(Region region, String namespace) {
    try (StsClient sts =
            StsClient.builder()
                .region(region)
                .overrideConfiguration(c -> c.apiCallTimeout(PATIENCE))
                .build();
        IamClient iam =
            IamClient.builder()
                .region(Region.AWS_GLOBAL)
                .overrideConfiguration(c -> c.apiCallTimeout(PATIENCE))
                .build()) {
      GetCallerIdentityResponse caller = sts.getCallerIdentity();
      TreeSet<String> denied = new TreeSet<>();
      ACTIONS.forEach(
          (resource, actions) ->
              iam
                  .simulatePrincipalPolicy(
                      request ->
                          request
                              .policySourceArn(principal(caller.arn()))
                              .actionNames(actions)
                              .resourceArns(
                                  "arn:aws:"
                                      + String.format(resource, region.id(), caller.account()))
                              .contextEntries(
                                  tag("aws:RequestTag/streamcat:namespace", namespace),
                                  tag("aws:ResourceTag/streamcat:namespace", namespace)))
                  .evaluationResults()
                  .stream()
                  .filter(Rights::isDenied)
                  .map(EvaluationResult::evalActionName)
                  .forEach(denied::add));
      return new Answer(List.copyOf(denied), null);
    } catch (SdkException e) {
      return new Answer(List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static boolean isDenied(EvaluationResult result) {
    return result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED;
  }

  private static ContextEntry tag(String key, String value) {
    return ContextEntry.builder()
        .contextKeyName(key)
        .contextKeyType(ContextKeyTypeEnum.STRING)
        .contextKeyValues(value)
        .build();
  }

  /** Returns the role of a session, because the simulator knows no sessions. */
  private static String principal(String caller) {
    Matcher session = ASSUMED_ROLE.matcher(caller);
    return session.matches()
        ? "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3)
        : caller;
  }
}
