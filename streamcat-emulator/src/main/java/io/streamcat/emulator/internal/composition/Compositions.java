package io.streamcat.emulator.internal.composition;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Filters;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Due;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import io.streamcat.emulator.internal.stage.ParticipantLifecycle;
import io.streamcat.emulator.internal.stream.Streams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations of compositions, which broadcast a stage to a channel or record it to a bucket.
 */
public final class Compositions implements Handler.Group {
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration SHOWN_AFTER_END = Duration.ofMinutes(5);
  private static final int PAGE_SIZE = 100;

  static final String STAGE = "stageArn";
  private static final String STATE = "state";
  private static final String ACTIVE = "ACTIVE";
  static final String DESTINATIONS = "destinations";
  private static final String START = "startTime";
  private static final String LAYOUT = "layout";
  private static final String TOKEN = "idempotencyToken";
  private static final String REQUEST = "request";
  private static final List<String> SETTINGS = List.of(STAGE, LAYOUT, DESTINATIONS, "tags");

  private static final Map<String, Object> GRID =
      Map.of(
          "featuredParticipantAttribute", "",
          "omitStoppedVideo", false,
          "videoAspectRatio", "VIDEO",
          "videoFillMode", "",
          "gridGap", 2,
          "participantOrderAttribute", "");
  private static final Map<String, Object> PIP =
      Map.of(
          "featuredParticipantAttribute", "",
          "omitStoppedVideo", false,
          "videoFillMode", "COVER",
          "gridGap", 0,
          "pipParticipantAttribute", "",
          "pipBehavior", "STATIC",
          "pipOffset", 0,
          "pipPosition", "BOTTOM_RIGHT",
          "participantOrderAttribute", "");

  private final Account account;
  private final Streams streams;
  private final ParticipantLifecycle lifecycle;
  private final CompositionDestinations destinations;
  private final CompositionEvents events;

  public Compositions(Account account, Streams streams, ParticipantLifecycle lifecycle) {
    this.account = account;
    this.streams = streams;
    this.lifecycle = lifecycle;
    this.destinations = new CompositionDestinations(account, streams);
    this.events = new CompositionEvents(account);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "StartComposition" -> this::start;
      case "GetComposition" -> this::get;
      case "ListCompositions" -> this::list;
      case "StopComposition" -> this::stop;
      default -> null;
    };
  }

  /**
   * Starts a composition. The answer says STARTING, as in AWS, although the composition is active
   * immediately.
   */
  private Map<String, Object> start(Call call) {
    Optional<Resource> earlier = earlier(call);
    if (earlier.isPresent()) {
      return Map.of("composition", earlier.get().attributes());
    }
    account.require(ResourceType.STAGE, call.text(STAGE));
    destinations.check(call);
    if (running().count() >= account.limit(ResourceType.COMPOSITION)) {
      throw account.quotaExceeded(ResourceType.COMPOSITION, account.id());
    }
    String arn = account.newArn(ResourceType.COMPOSITION);
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("arn", arn);
    attributes.put("tags", call.map("tags"));
    attributes.put(STAGE, call.text(STAGE));
    attributes.put(LAYOUT, layout(call));
    attributes.put(START, Account.timestamp(call.now()));
    attributes.put(TOKEN, call.text(TOKEN, ""));
    attributes.put(REQUEST, call.pick(SETTINGS));
    List<Map<String, Object>> described = destinations.describe(call, arn);
    attributes.put(STATE, ACTIVE);
    attributes.put(
        DESTINATIONS, with(described, Map.of(STATE, ACTIVE, START, attributes.get(START))));
    Resource started = account.create(ResourceType.COMPOSITION, arn, null, attributes, call.now());
    events.started(started, call.now());
    channelOf(started).ifPresent(channel -> streams.start(channel, call.now()));
    attributes.put(STATE, "STARTING");
    attributes.put(DESTINATIONS, with(described, Map.of(STATE, "STARTING")));
    return Map.of("composition", attributes);
  }

  /** Finds the composition of an earlier call with the same token. */
  private Optional<Resource> earlier(Call call) {
    String token = call.text(TOKEN, "");
    if (token.isEmpty()) {
      return Optional.empty();
    }
    Optional<Resource> earlier =
        all().filter(composition -> composition.attribute(TOKEN).equals(token)).findFirst();
    if (earlier
        .filter(found -> !found.attribute(REQUEST).equals(call.pick(SETTINGS)))
        .isPresent()) {
      throw new ApiException(
          "ConflictException", "The idempotencyToken was used with other parameters");
    }
    return earlier;
  }

  private static Map<String, Object> layout(Call call) {
    Map<String, Object> given = call.structure(LAYOUT);
    if (given.size() > 1) {
      throw ApiException.invalid(LAYOUT, "must have either grid or pip");
    }
    boolean pip = given.containsKey("pip");
    Map<String, Object> settled = new LinkedHashMap<>(pip ? PIP : GRID);
    settled.putAll(call.within(given).structure(pip ? "pip" : "grid"));
    return Map.of(pip ? "pip" : "grid", settled);
  }

  private Map<String, Object> get(Call call) {
    return Map.of("composition", require(call).attributes());
  }

  private Map<String, Object> list(Call call) {
    String encoder = call.text("filterByEncoderConfigurationArn", "");
    Stream<Resource> compositions =
        Filters.of(call)
            .matching("filterByStageArn", STAGE)
            .where(composition -> encoder.isEmpty() || uses(composition, encoder))
            .apply(account.store().list(ResourceType.COMPOSITION, call.asOf()));
    return Page.of(call, "compositions", compositions, Page.Order.CREATED, PAGE_SIZE);
  }

  private Map<String, Object> stop(Call call) {
    Resource composition = require(call);
    if (isRunning(composition)) {
      stop(composition, call.now());
    }
    return Map.of();
  }

  private void stop(Resource composition, Instant now) {
    end(composition, "STOPPED", now);
    events.stopped(composition, now);
    endStream(composition, now);
  }

  /** Fails a running composition. */
  public void fail(String arn, String reason, Instant now) {
    Resource composition = requireRunning(arn);
    end(composition, "FAILED", now);
    events.failed(composition, reason, now);
    endStream(composition, now);
  }

  /** Changes the state of all destinations of a running composition and emits events. */
  public void interrupt(String arn, String name, String state, Map<String, ?> more, Instant now) {
    Resource composition = requireRunning(arn);
    Object interrupted = with(destinationsOf(composition), Map.of(STATE, state));
    account.change(composition, Map.of(DESTINATIONS, interrupted), now);
    events.destinations(composition, name, more, now);
  }

  private Resource requireRunning(String arn) {
    Resource composition = account.require(ResourceType.COMPOSITION, arn);
    if (!isRunning(composition)) {
      throw new ApiException("ConflictException", "The composition has ended");
    }
    return composition;
  }

  private void end(Resource composition, String state, Instant now) {
    Map<String, String> ended = Map.of(STATE, state, "endTime", Account.timestamp(now));
    Map<String, Object> changes = new LinkedHashMap<>(ended);
    changes.put(DESTINATIONS, with(destinationsOf(composition), ended));
    changes.putAll(Due.at(now.plus(SHOWN_AFTER_END)));
    account.change(composition, changes, now);
  }

  private void endStream(Resource composition, Instant now) {
    channelOf(composition).ifPresent(channel -> streams.end(channel.key(), now));
  }

  /** Stops the compositions of a stage before its deletion. */
  public void stopAll(Resource stage, Instant now) {
    running()
        .filter(composition -> composition.attribute(STAGE).equals(stage.key()))
        .toList()
        .forEach(composition -> stop(composition, now));
  }

  /**
   * Stops the compositions of stages on which no participant has published for a minute, and
   * removes those that ended five minutes ago.
   */
  public void settle(Instant now) {
    for (Resource composition : running().toList()) {
      idleSince(composition)
          .map(since -> since.plus(IDLE_TIMEOUT))
          .filter(timeout -> !timeout.isAfter(now))
          .ifPresent(timeout -> stop(composition, timeout));
    }
    Due.settle(account, ResourceType.COMPOSITION, now, account::remove);
  }

  private Optional<Instant> idleSince(Resource composition) {
    Resource stage = account.require(ResourceType.STAGE, (String) composition.attribute(STAGE));
    if (lifecycle.hasPublisher(stage)) {
      return Optional.empty();
    }
    return Stream.concat(Stream.of(composition.created()), lifecycle.publishingEnds(stage))
        .max(Instant::compareTo);
  }

  /** Rejects the deletion of a resource that a running composition uses. */
  void requireUnused(Resource resource) {
    if (running().anyMatch(composition -> uses(composition, resource.key()))) {
      throw new ApiException("ConflictException", "A composition uses the resource: stop it first");
    }
  }

  private Resource require(Call call) {
    return account.require(ResourceType.COMPOSITION, call.text("arn"));
  }

  private Stream<Resource> all() {
    return account.store().list(ResourceType.COMPOSITION, Store.NOW);
  }

  private Stream<Resource> running() {
    return all().filter(Compositions::isRunning);
  }

  private static boolean isRunning(Resource composition) {
    return composition.attribute(STATE).equals(ACTIVE);
  }

  private Optional<Resource> channelOf(Resource composition) {
    return destinationsOf(composition).stream()
        .flatMap(destination -> CompositionDestinations.channelArn(destination).stream())
        .findFirst()
        .flatMap(arn -> account.store().find(ResourceType.CHANNEL, arn));
  }

  private static boolean uses(Resource composition, String arn) {
    return destinationsOf(composition).stream()
        .anyMatch(destination -> CompositionDestinations.uses(destination, arn));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> destinationsOf(Resource composition) {
    return (List<Map<String, Object>>) composition.attribute(DESTINATIONS);
  }

  private static List<Map<String, Object>> with(
      List<Map<String, Object>> destinations, Map<String, ?> changes) {
    List<Map<String, Object>> changed = new ArrayList<>();
    for (Map<String, Object> destination : destinations) {
      Map<String, Object> one = new LinkedHashMap<>(destination);
      one.putAll(changes);
      changed.add(one);
    }
    return List.copyOf(changed);
  }
}
