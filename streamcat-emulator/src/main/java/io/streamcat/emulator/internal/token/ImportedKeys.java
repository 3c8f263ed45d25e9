package io.streamcat.emulator.internal.token;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import java.security.InvalidKeyException;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of imported public keys, for playback tokens or for participant tokens. */
public final class ImportedKeys implements Handler.Group {
  private static final String MATERIAL = "publicKeyMaterial";
  private static final String FINGERPRINT = "fingerprint";

  private final Account account;
  private final CrudOperations keys;
  private final String noun;

  private ImportedKeys(CrudOperations keys, String noun) {
    this.account = keys.account();
    this.keys = keys;
    this.noun = noun;
  }

  public static ImportedKeys forPlayback(Account account) {
    return new ImportedKeys(
        new CrudOperations(account, ResourceType.PLAYBACK_KEY, "keyPair", "keyPairs", 100),
        "PlaybackKeyPair");
  }

  public static ImportedKeys forParticipants(Account account) {
    return new ImportedKeys(
        new CrudOperations(account, ResourceType.PUBLIC_KEY, "publicKey", "publicKeys", 50),
        "PublicKey");
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation.replace(noun, "Key")) {
      case "ImportKey" -> this::importKey;
      case "GetKey" -> keys::get;
      case "ListKeys" -> keys::list;
      case "DeleteKey" -> keys::delete;
      default -> null;
    };
  }

  /** Returns all imported keys. */
  public Stream<Resource> all() {
    return account.store().list(keys.type(), Store.NOW);
  }

  /** Returns the public key of a resource. */
  public static ECPublicKey key(Resource resource) {
    try {
      return P384.publicKey((String) resource.attribute(MATERIAL));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("A key was imported without having been checked", e);
    }
  }

  private Map<String, Object> importKey(Call call) {
    String material = call.text(MATERIAL);
    String fingerprint;
    try {
      fingerprint = P384.fingerprint(P384.publicKey(material));
    } catch (InvalidKeyException e) {
      throw ApiException.invalid(MATERIAL, String.valueOf(e.getMessage()));
    }
    if (all().anyMatch(key -> fingerprint.equals(key.attribute(FINGERPRINT)))) {
      throw new ApiException("ConflictException", "The key is already imported");
    }
    return keys.answer(keys.create(call, Map.of(MATERIAL, material, FINGERPRINT, fingerprint)));
  }
}
