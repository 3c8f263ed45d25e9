package io.streamcat;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRole;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.operations.ChatViewer;
import io.streamcat.playback.RestrictionSettings;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.ResourcePolicy;
import io.streamcat.realtime.StageRole;
import io.streamcat.signing.PublicKeys;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/** The policies of docs/reference/iam.md, which must allow exactly the calls of each feature. */
@Guarantee("AWS-14")
class IamPoliciesTest {

  private static final Pattern POLICY =
      Pattern.compile("\"Sid\": \"(\\w+)\".*?\"Action\": \\[(.*?)]", Pattern.DOTALL);

  /** An action of a service that this module calls. */
  private static final Pattern ACTION = Pattern.compile("\"((?:ivs|ivschat):\\w+)\"");

  private static final Set<String> NO_OPERATIONS =
      Set.of("builder", "serviceClientConfiguration", "close");

  /** The actions that AWS requires for creates with tags. */
  private static final Set<String> TAGGING = Set.of("ivs:TagResource", "ivschat:TagResource");

  /** The policies that replace actions of others where environments share an account. */
  private static final Set<String> NAMESPACE_POLICIES =
      Set.of("CreateOwn", "ChangeOwn", "StreamKeysOfOwn");

  private final Map<String, Set<String>> policies = policies();
  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private static Map<String, Set<String>> policies() {
    String text;
    try {
      text = Files.readString(Path.of("..", "docs", "reference", "iam.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Map<String, Set<String>> policies = new LinkedHashMap<>();
    POLICY
        .matcher(text)
        .results()
        .forEach(
            policy ->
                policies.put(
                    policy.group(1),
                    ACTION
                        .matcher(policy.group(2))
                        .results()
                        .map(action -> action.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));
    return policies;
  }

  @Test
  void policies_combined_allowExactlyTheCallsOfTheCode() {
    Set<String> called = new TreeSet<>(TAGGING);
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.streamcat")
            .stream()
            .flatMap(
                type ->
                    Stream.concat(
                        type.getMethodCallsFromSelf().stream(),
                        type.getMethodReferencesFromSelf().stream()))
            .filter(call -> service(call) != null)
            .filter(call -> !NO_OPERATIONS.contains(call.getTarget().getName()))
            .forEach(
                call -> called.add(service(call) + ":" + operation(call.getTarget().getName())));

    assertThat(policies.values().stream().flatMap(Set::stream).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(called);
  }

  /** An action that several policies contain would otherwise hide a superfluous one. */
  @Test
  void policies_actionsOfSeveralFeatures_areThoseThatEachFeatureCalls() {
    Map<String, Set<String>> shared = new TreeMap<>();
    policies.forEach(
        (sid, actions) -> {
          if (!NAMESPACE_POLICIES.contains(sid)) {
            actions.forEach(a -> shared.computeIfAbsent(a, any -> new TreeSet<>()).add(sid));
          }
        });
    shared.values().removeIf(sids -> sids.size() == 1);

    assertThat(shared)
        .isEqualTo(
            Map.of(
                "ivs:DeleteStreamKey", Set.of("Channels", "Provision"),
                "ivs:GetChannel", Set.of("Channels", "Provision"),
                "ivs:GetStage", Set.of("Provision", "Stages"),
                "ivs:GetStreamKey", Set.of("Channels", "Provision"),
                "ivs:ListStreamKeys", Set.of("Channels", "Provision"),
                "ivs:GetStream", Set.of("Channels", "LiveState"),
                "ivs:StopStream", Set.of("Channels", "LiveState", "Provision"),
                "ivs:TagResource",
                    Set.of("Channels", "Provision", "RestrictionPolicies", "SigningKeys"),
                "ivs:UpdateChannel", Set.of("Channels", "Reconcile")));
  }

  @Test
  void namespacePolicies_actions_areThoseOfTheReplacedPolicies() {
    Set<String> replaced =
        Stream.of("Provision", "Reconcile", "Adopt", "LiveState", "Channels")
            .flatMap(sid -> policies.get(sid).stream())
            .collect(Collectors.toSet());

    assertThat(NAMESPACE_POLICIES)
        .allSatisfy(sid -> assertThat(replaced).containsAll(policies.get(sid)));
  }

  private static String service(JavaAccess<?> call) {
    if (call.getTargetOwner().isEquivalentTo(IvschatClient.class)) {
      return "ivschat";
    }
    return call.getTargetOwner().isEquivalentTo(IvsClient.class)
            || call.getTargetOwner().isEquivalentTo(IvsRealTimeClient.class)
        ? "ivs"
        : null;
  }

  private static String operation(String method) {
    return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
  }

  /** Asserts that a feature's policy contains all actions that the feature needs. */
  private void allowed(Runnable feature, String... sids) {
    int before = aws.emulator().requests().size();
    feature.run();
    List<RecordedRequest> made = aws.emulator().requests();
    Set<String> actions =
        made.subList(before, made.size()).stream()
            .map(r -> (r.service().equals("ivschat") ? "ivschat:" : "ivs:") + r.operation())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(actions).isNotEmpty();
    assertThat(Arrays.stream(sids).flatMap(sid -> policies.get(sid).stream()).toList())
        .containsAll(actions);
  }

  private User todd() {
    return streamcat.users().provision(NewUser.of("todd", PASSWORD));
  }

  @Test
  void provision_coversRegistrationRollBackRecoveryAndRemoval() {
    allowed(
        () -> {
          aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
          aws.emulator().faults().add(FaultRule.responseLost("CreateRoom"));
          aws.emulator().faults().add(FaultRule.responseLost("CreateStage"));
          User todd = todd();
          aws.emulator().startStream(todd.channel().arn());
          streamcat.users().deprovision(todd.id());
          aws.emulator().faults().add(FaultRule.error("CreateStage", "ValidationException"));
          try {
            todd();
          } catch (ProvisioningException e) {
            streamcat.recovery().run();
          }
        },
        "Provision");
  }

  @Test
  void reconcile_coversComparingAndRepairing() {
    User todd = todd();
    ChannelSettings drifted = todd.channel().settings().toBuilder().authorized(true).build();
    streamcat.channelService().update(todd.channel().arn(), drifted);
    streamcat.realTimeService().delete(todd.stage().arn());
    aws.time().advance(Duration.ofHours(2));

    allowed(
        () -> streamcat.reconciler().apply(streamcat.reconciler().planWithDrift()),
        "Provision",
        "Reconcile");
  }

  @Test
  void adopt_coversAdoptionRollBackAndRetention() {
    String channel = aws.create("CreateChannel", "{\"name\":\"old\"}");

    allowed(
        () -> {
          aws.emulator().faults().add(FaultRule.error("TagResource", "AccessDeniedException"));
          try {
            streamcat.users().adopt(NewUser.withId("1"), Existing.channel(channel));
          } catch (ProvisioningException e) {
            streamcat.users().adopt(NewUser.withId("1"), Existing.channel(channel));
          }
          streamcat.users().deprovision(UserId.of("1"), ResourcePolicy.RETAIN);
        },
        "Provision",
        "Adopt");
  }

  @Test
  void liveState_coversStateAndMetadata() {
    User todd = todd();
    aws.emulator().startStream(todd.channel().arn());

    allowed(
        () -> {
          streamcat.channels().state(todd.id());
          streamcat.channels().putMetadata(todd.id(), "goal");
        },
        "LiveState");
  }

  @Test
  void liveStateAndChannels_coverStop() {
    User todd = todd();
    aws.emulator().startStream(todd.channel().arn());

    allowed(() -> streamcat.channels().stop(todd.id()), "LiveState", "Channels");
  }

  @Test
  void channels_coversKeysAndChanges() {
    User todd = todd();
    aws.emulator().startStream(todd.channel().arn());

    allowed(
        () -> {
          streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);
          streamcat
              .users()
              .changeChannel(todd.id(), c -> c.authorized(true), LiveChannelPolicy.WAIT);
          streamcat.users().rotateStreamKey(todd.id());
        },
        "Channels");
  }

  @Test
  void chat_coversTokensEventsAndModeration() {
    User todd = todd();

    allowed(
        () -> {
          streamcat
              .chatRooms()
              .token(todd.id(), ChatViewer.user(UserId.of("ann"), Map.of()), ChatRole.CHATTER);
          streamcat.chatRooms().ban(todd.id(), "ann", "spam");
        },
        "Chat");
  }

  @Test
  void stages_coversTokensAndParticipants() {
    User todd = todd();

    allowed(
        () -> {
          streamcat.stages().token(todd.id(), UserId.of("ann"), StageRole.GUEST);
          assertThat(streamcat.stages().present(todd.id())).isEmpty();
        },
        "Stages");
  }

  @Test
  void signingKeys_coversPublishingAndRetiring() {
    allowed(
        () -> {
          for (PublicKeys keys :
              List.of(
                  streamcat.realTimeService().publicKeys(),
                  streamcat.playbackService().keyPairs())) {
            SigningKeys signing = SigningKeys.create(keys, "test", aws.time());
            SigningKey current = SigningKey.generate();
            signing.publish(SigningKey.generate());
            aws.time().advance(Duration.ofMinutes(1));
            signing.publish(current);
            signing.retire(current, Duration.ZERO);
          }
        },
        "SigningKeys",
        "ListPublicKeys");
  }

  @Test
  void playback_coversRevocationAndPolicies() {
    User todd = todd();

    allowed(
        () -> {
          streamcat.playback().revoke(todd.id(), "ann", 0);
          var restrictions = streamcat.playbackService().restrictionPolicies();
          var policy =
              restrictions.create(
                  "europe", RestrictionSettings.defaults().withAllowedCountries(Set.of("DE")));
          restrictions.delete(policy.arn());
        },
        "Playback",
        "RestrictionPolicies",
        "ListPlaybackRestrictionPolicies");
  }
}
