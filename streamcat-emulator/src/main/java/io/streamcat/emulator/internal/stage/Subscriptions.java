package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The subscriptions between participants of a stage. */
public final class Subscriptions implements ParticipantLifecycle.Listener {
  /** The attribute with the subscribed participants, which the API does not show. */
  private static final String TO = "subscriptions";

  private final Account account;
  private final ParticipantLifecycle lifecycle;

  public Subscriptions(Account account, ParticipantLifecycle lifecycle) {
    this.account = account;
    this.lifecycle = lifecycle;
    lifecycle.listen(this);
  }

  /** Starts a subscription, or records the reason why the participant cannot subscribe. */
  public void subscribe(Resource subscriber, Resource publisher, Instant now) {
    List<Object> watched = watchedBy(subscriber);
    if (watched.contains(id(publisher))) {
      return;
    }
    if (!ParticipantLifecycle.maySubscribe(subscriber)) {
      throw error(subscriber, publisher, "INSUFFICIENT_CAPABILITIES", now);
    }
    if (!publisher.attribute(ParticipantLifecycle.PUBLISHING).equals(true)) {
      throw error(subscriber, publisher, "PUBLISHER_NOT_FOUND", now);
    }
    watched.add(id(publisher));
    account.change(subscriber, Map.of(TO, watched), now);
    lifecycle.events().record(subscriber, publisher, "SUBSCRIBE_STARTED", Map.of(), now);
  }

  private ApiException error(Resource subscriber, Resource publisher, String code, Instant now) {
    Map<String, String> why = Map.of("errorCode", code);
    lifecycle.events().record(subscriber, publisher, "SUBSCRIBE_ERROR", why, now);
    return new ApiException("ConflictException", "The participant cannot subscribe: " + code);
  }

  /** Ends a subscription; without one, nothing changes. */
  public void unsubscribe(Resource subscriber, Resource publisher, Instant now) {
    List<Object> watched = watchedBy(subscriber);
    if (watched.remove(id(publisher))) {
      account.change(subscriber, Map.of(TO, watched), now);
      lifecycle.events().record(subscriber, publisher, "SUBSCRIBE_STOPPED", Map.of(), now);
    }
  }

  @Override
  public void unpublished(Resource publisher, Instant now) {
    lifecycle.connectedWith(publisher).forEach(each -> unsubscribe(each, publisher, now));
  }

  @Override
  public void subscribingForbidden(Resource subscriber, Instant now) {
    for (Resource publisher : lifecycle.connectedWith(subscriber)) {
      unsubscribe(account.require(ResourceType.PARTICIPANT, subscriber.key()), publisher, now);
    }
  }

  private static List<Object> watchedBy(Resource subscriber) {
    return subscriber.attributes().get(TO) instanceof List<?> watched
        ? new ArrayList<>(watched)
        : new ArrayList<>();
  }

  private static Object id(Resource participant) {
    return participant.attribute("participantId");
  }
}
