package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Filters;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import io.streamcat.emulator.internal.token.TokenAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of ingest configurations, and publishing with their stream keys. */
public final class IngestConfigurations implements Handler.Group {
  static final String STATE = "state";
  static final String ACTIVE = "ACTIVE";
  static final String INACTIVE = "INACTIVE";
  static final String STAGE = "stageArn";

  private static final int SECRET_LENGTH = 34;
  private static final String PROTOCOL = "ingestProtocol";
  private static final String REDUNDANT = "redundantIngest";
  private static final String CREDENTIALS = "redundantIngestCredentials";
  private static final String KEY = "streamKey";
  private static final String PARTICIPANT = "participantId";
  private static final String USER = "userId";
  private static final String ATTRIBUTES = "attributes";

  private final Account account;
  private final ParticipantLifecycle lifecycle;
  private final CrudOperations configurations;

  public IngestConfigurations(Account account, ParticipantLifecycle lifecycle) {
    this.account = account;
    this.lifecycle = lifecycle;
    this.configurations =
        new CrudOperations(
            account,
            ResourceType.INGEST_CONFIGURATION,
            "ingestConfiguration",
            "ingestConfigurations",
            50);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateIngestConfiguration" -> this::create;
      case "GetIngestConfiguration" -> configurations::get;
      case "ListIngestConfigurations" -> this::list;
      case "UpdateIngestConfiguration" -> this::update;
      case "DeleteIngestConfiguration" -> this::delete;
      default -> null;
    };
  }

  /** Publishes as an encoder with a stream key. */
  public Resource publish(String streamKey, Instant now) {
    Resource configuration =
        account
            .store()
            .list(ResourceType.INGEST_CONFIGURATION, Store.NOW)
            .filter(candidate -> participantOf(candidate, streamKey) != null)
            .findFirst()
            .orElseThrow(() -> ApiException.invalid(KEY, "does not exist"));
    String stageArn = (String) configuration.attribute(STAGE);
    if (stageArn.isEmpty()) {
      throw new ApiException("ConflictException", "The ingest configuration has no stage");
    }
    JoinRequest request =
        new JoinRequest(
            stageArn,
            Objects.requireNonNull(participantOf(configuration, streamKey)),
            (String) configuration.attribute(USER),
            (Map<?, ?>) configuration.attribute(ATTRIBUTES),
            true,
            Map.of(
                "protocol",
                configuration.attribute(PROTOCOL),
                REDUNDANT,
                configuration.attribute(REDUNDANT),
                ParticipantLifecycle.INGEST,
                configuration.key()));
    Resource participant =
        lifecycle.join(account.require(ResourceType.STAGE, stageArn), request, now);
    lifecycle.publish(participant, now);
    account.change(configuration, Map.of(STATE, ACTIVE), now);
    return participant;
  }

  private static @Nullable String participantOf(Resource configuration, String streamKey) {
    if (configuration.attribute(KEY).equals(streamKey)) {
      return (String) configuration.attribute(PARTICIPANT);
    }
    return credentials(configuration).stream()
        .filter(credential -> streamKey.equals(credential.get(KEY)))
        .map(credential -> (String) credential.get(PARTICIPANT))
        .findFirst()
        .orElse(null);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> credentials(Resource configuration) {
    return (List<Map<String, Object>>)
        configuration.attributes().getOrDefault(CREDENTIALS, List.of());
  }

  private Map<String, Object> create(Call call) {
    // AWS's example of the CLI writes it in lower case.
    String protocol = call.text(PROTOCOL).toUpperCase(Locale.ROOT);
    if (protocol.equals("RTMP") && !Boolean.TRUE.equals(call.get("insecureIngest"))) {
      throw ApiException.invalid("insecureIngest", "must be true with the ingestProtocol RTMP");
    }
    TokenAttributes.check(call.input());
    account.requireReferenced(call, ResourceType.STAGE, STAGE, call.get(STAGE));
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put(PROTOCOL, protocol);
    attributes.put(STAGE, call.text(STAGE, ""));
    attributes.put(USER, call.text(USER, ""));
    attributes.put(ATTRIBUTES, call.map(ATTRIBUTES));
    attributes.put(STATE, INACTIVE);
    attributes.put(REDUNDANT, false);
    Resource created = configurations.create(call, attributes);
    attributes = new LinkedHashMap<>(created.attributes());
    attributes.putAll(credential(created.key()));
    return configurations.answer(
        account.update(created, withRedundancy(created.key(), attributes, call), call.now()));
  }

  private Map<String, Object> credential(String arn) {
    Map<String, Object> credential = new LinkedHashMap<>();
    credential.put(PARTICIPANT, account.ids().alphanumeric(ParticipantTokens.ID_LENGTH));
    credential.put(
        KEY,
        String.format(
            Locale.ROOT,
            "rt_%s_%s_%s_%s",
            account.id(),
            account.region(),
            Account.idOf(arn),
            account.ids().alphanumeric(SECRET_LENGTH)));
    return credential;
  }

  /** Adds or removes the credentials of the second encoder, which redundancy allows. */
  private Map<String, Object> withRedundancy(
      String arn, Map<String, Object> attributes, Call call) {
    if (call.get(REDUNDANT) instanceof Boolean redundant) {
      attributes.put(REDUNDANT, redundant);
      if (!redundant) {
        attributes.remove(CREDENTIALS);
      } else if (!attributes.containsKey(CREDENTIALS)) {
        Map<String, Object> first = new LinkedHashMap<>(attributes);
        first.keySet().retainAll(List.of(PARTICIPANT, KEY));
        attributes.put(CREDENTIALS, List.of(first, credential(arn)));
      }
    }
    return attributes;
  }

  private Map<String, Object> list(Call call) {
    if (call.pick(List.of("filterByStageArn", "filterByState")).size() > 1) {
      throw ApiException.invalid("filterByState", "cannot be used together with filterByStageArn");
    }
    return configurations.list(
        call,
        Filters.of(call).matching("filterByStageArn", STAGE).matching("filterByState", STATE));
  }

  private Map<String, Object> update(Call call) {
    Resource configuration = configurations.require(call);
    if (isActive(configuration)) {
      throw new ApiException("ConflictException", "The ingest configuration is active");
    }
    account.requireReferenced(call, ResourceType.STAGE, STAGE, call.get(STAGE));
    Map<String, Object> attributes = new LinkedHashMap<>(configuration.attributes());
    attributes.putAll(call.pick(List.of(STAGE)));
    return configurations.answer(
        account.update(
            configuration, withRedundancy(configuration.key(), attributes, call), call.now()));
  }

  private Map<String, Object> delete(Call call) {
    Resource configuration = configurations.require(call);
    if (isActive(configuration)) {
      if (!Boolean.TRUE.equals(call.get("force"))) {
        throw new ApiException(
            "ConflictException", "The ingest configuration is active: use force");
      }
      lifecycle.leaveAll(configuration, call.now());
    }
    account.remove(configurations.require(call), call.now());
    return Map.of();
  }

  private static boolean isActive(Resource configuration) {
    return configuration.attribute(STATE).equals(ACTIVE);
  }
}
