package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The number of resources that are kept although nothing deletes them, such as events and ended
 * sessions. Of each type the oldest ones are forgotten, but none that is still in use.
 */
public final class Retention {
  /** The number of events and tokens of each type, and the most that are in use. */
  public static final int MOST = 10_000;

  /** The number of sessions and participants, which are larger. */
  private static final int SOME = 2_000;

  /** The number of ended resources of the types that are large or end soon. */
  private static final int FEW = 1_000;

  private static final Predicate<Resource> ENDED = has("endTime");

  private static final Map<ResourceType, Rule> RULES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(ResourceType.EVENT, new Rule(MOST, Retention::isForgettable)),
              Map.entry(ResourceType.CHAT_EVENT, new Rule(MOST, Retention::isForgettable)),
              Map.entry(ResourceType.CHAT_TOKEN, new Rule(MOST, Retention::isForgettable)),
              Map.entry(ResourceType.USED_PLAYBACK_TOKEN, new Rule(MOST, Retention::isForgettable)),
              Map.entry(ResourceType.VIEWER_REVOCATION, new Rule(MOST, Retention::isForgettable)),
              Map.entry(ResourceType.PARTICIPANT_EVENT, new Rule(MOST, Retention::isForgettable)),
              Map.entry(ResourceType.PARTICIPANT, new Rule(SOME, is("state", "DISCONNECTED"))),
              Map.entry(ResourceType.STAGE_SESSION, new Rule(SOME, ENDED)),
              Map.entry(ResourceType.STREAM_SESSION, new Rule(SOME, ENDED)),
              Map.entry(ResourceType.REPLICA, new Rule(FEW, is("replicationState", "STOPPED"))),
              Map.entry(ResourceType.COMPOSITION, new Rule(FEW, ENDED)),
              Map.entry(ResourceType.PARTICIPANT_RECORDING, new Rule(FEW, Due::isSet))));

  /**
   * The rule for a type.
   *
   * @param most the number of resources that are kept
   * @param forgettable a test for resources that may be forgotten
   */
  private record Rule(int most, Predicate<Resource> forgettable) {}

  private Retention() {}

  /** Returns true: a resource that records the past is never in use. */
  private static boolean isForgettable(Resource resource) {
    return true;
  }

  private static Predicate<Resource> has(String attribute) {
    return resource -> resource.attributes().containsKey(attribute);
  }

  private static Predicate<Resource> is(String attribute, String value) {
    return resource -> value.equals(resource.attributes().get(attribute));
  }

  /** Returns whether an account has so many resources of a type that it accepts no more. */
  public static boolean isFull(Account account, ResourceType type) {
    return account.store().count(type) >= MOST;
  }

  /** Removes the oldest resources of which there are too many. */
  static void apply(Account account, Instant now) {
    RULES.forEach(
        (type, rule) -> {
          int tooMany = account.store().count(type) - rule.most();
          if (tooMany > 0) {
            oldest(account, type, rule, tooMany).forEach(old -> account.remove(old, now));
          }
        });
  }

  private static List<Resource> oldest(Account account, ResourceType type, Rule rule, int number) {
    return account.store().all(type).filter(rule.forgettable()).limit(number).toList();
  }
}
