package io.streamcat.provisioning;

import io.streamcat.exception.Check;
import io.streamcat.user.ResourceKind;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The existing resources that a user adopts, at most one of each kind. Immutable.
 *
 * <pre>{@code
 * Existing existing = Existing.channel(channelArn).chatRoom(roomArn).creatingMissing();
 * streamcat.users().adopt(NewUser.withId("42"), existing);
 * }</pre>
 *
 * @param arns the ARNs by kind; unmodifiable
 * @param createsMissing whether the other kinds that a registration creates are created, too
 * @param allowsManaged whether resources may be adopted whose tags name another tool
 */
public record Existing(
    Map<ResourceKind, String> arns, boolean createsMissing, boolean allowsManaged) {

  /** Checks the kinds of the ARNs and copies the map. */
  public Existing {
    Check.that(!arns.isEmpty(), "existing", "at least one resource", "is empty");
    arns.forEach(
        (kind, arn) ->
            Check.that(
                ResourceKind.ofArn(Check.given(kind.words(), arn)).filter(kind::equals).isPresent(),
                kind.words(),
                "the ARN of a " + kind.words(),
                "is " + arn));
    arns = Collections.unmodifiableMap(new EnumMap<>(arns));
  }

  /**
   * Returns an existing channel.
   *
   * @param arn the ARN of the channel
   * @return the channel alone
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a channel's
   */
  public static Existing channel(String arn) {
    return new Existing(Map.of(ResourceKind.CHANNEL, Check.given("channel", arn)), false, false);
  }

  /**
   * Returns existing resources by their ARNs.
   *
   * @param arns the ARNs of a channel, a chat room or a stage, at most one of each kind
   * @return the resources
   * @throws io.streamcat.exception.InvalidInputException if there is no ARN, if one is of another
   *     kind, or if two are of the same kind
   */
  public static Existing of(Collection<String> arns) {
    Map<ResourceKind, String> byKind = new EnumMap<>(ResourceKind.class);
    for (String arn : Check.given("arns", arns)) {
      ResourceKind kind = ResourceKind.ofArn(Check.given("arn", arn)).orElse(null);
      Check.that(kind != null, "arn", "that of a channel, chat room or stage", "is " + arn);
      Check.that(byKind.put(kind, arn) == null, "arns", "one of each kind", "have two: " + arn);
    }
    return new Existing(byKind, false, false);
  }

  /**
   * Adds a chat room.
   *
   * @param arn the ARN of the chat room
   * @return a changed copy
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a chat room's
   */
  public Existing chatRoom(String arn) {
    return with(ResourceKind.CHAT_ROOM, arn);
  }

  /**
   * Adds a stage.
   *
   * @param arn the ARN of the stage
   * @return a changed copy
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a stage's
   */
  public Existing stage(String arn) {
    return with(ResourceKind.STAGE, arn);
  }

  private Existing with(ResourceKind kind, String arn) {
    Map<ResourceKind, String> more = new EnumMap<>(arns);
    more.put(kind, Check.given(kind.words(), arn));
    return new Existing(more, createsMissing, allowsManaged);
  }

  /**
   * Requests the creation of the kinds that are not given here but are created at registration.
   *
   * @return a changed copy
   */
  public Existing creatingMissing() {
    return new Existing(arns, true, allowsManaged);
  }

  /**
   * Allows resources whose tags name a tool that manages them: CloudFormation, the CDK, Terraform,
   * OpenTofu or Pulumi. That tool may later delete or change them, or remove StreamCat's tags.
   *
   * @return a changed copy
   */
  public Existing evenIfManaged() {
    return new Existing(arns, createsMissing, true);
  }
}
