package io.streamcat.emulator.internal.channel;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of playback restriction policies. */
public final class PlaybackRestrictionPolicies implements Handler.Group {
  static final String COUNTRIES = "allowedCountries";
  static final String ORIGINS = "allowedOrigins";
  static final String STRICT = "enableStrictOriginEnforcement";

  private static final Map<String, Object> DEFAULTS =
      Map.of(COUNTRIES, List.of(), ORIGINS, List.of(), STRICT, false);
  private static final Set<String> KNOWN_COUNTRIES =
      Set.copyOf(Arrays.asList(Locale.getISOCountries()));

  private final Account account;
  private final CrudOperations policies;

  public PlaybackRestrictionPolicies(Account account) {
    this.account = account;
    this.policies =
        new CrudOperations(
            account,
            ResourceType.PLAYBACK_RESTRICTION_POLICY,
            "playbackRestrictionPolicy",
            "playbackRestrictionPolicies",
            1);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreatePlaybackRestrictionPolicy" -> this::create;
      case "GetPlaybackRestrictionPolicy" -> policies::get;
      case "ListPlaybackRestrictionPolicies" -> policies::list;
      case "UpdatePlaybackRestrictionPolicy" -> this::update;
      case "DeletePlaybackRestrictionPolicy" -> this::delete;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    return policies.answer(policies.create(call, settle(DEFAULTS, call)));
  }

  private Map<String, Object> update(Call call) {
    Resource policy = policies.require(call);
    Map<String, Object> attributes = settle(policy.attributes(), call);
    attributes.putAll(call.pick(List.of("name")));
    return policies.answer(account.update(policy, attributes, call.now()));
  }

  private Map<String, Object> delete(Call call) {
    Resource policy = policies.require(call);
    account.requireUnused(policy, ResourceType.CHANNEL, "playbackRestrictionPolicyArn");
    account.remove(policy, call.now());
    return Map.of();
  }

  private static Map<String, Object> settle(Map<String, Object> before, Call call) {
    if (call.get(COUNTRIES) instanceof List<?> countries
        && !KNOWN_COUNTRIES.containsAll(countries)) {
      throw ApiException.invalid(COUNTRIES, "must be country codes of ISO 3166-1 alpha-2");
    }
    Map<String, Object> settled = new LinkedHashMap<>(before);
    settled.putAll(call.pick(List.of(COUNTRIES, ORIGINS, STRICT)));
    return settled;
  }
}
