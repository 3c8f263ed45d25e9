package io.streamcat.signing.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceService;
import io.streamcat.aws.internal.AwsNames;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.PublicKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** The base class of services for one kind of public keys in AWS. A subclass sends the requests. */
public abstract class ImportedKeys extends ResourceService<ImportedKey> implements PublicKeys {

  /**
   * Creates an instance.
   *
   * @param calls the executor of AWS calls, for the client behind the requests
   * @param noun the object in the names of the operations, {@code PublicKey} or {@code
   *     PlaybackKeyPair}
   */
  protected ImportedKeys(AwsCalls calls, String noun) {
    super(calls, new Names("ivs", noun, "List" + noun + "s", false));
  }

  /**
   * Sends a request that imports a key.
   *
   * @param override the override configuration that the request must contain
   * @param name the name
   * @param publicKeyPem the key
   * @param tags the tags by key
   * @return the key in AWS
   */
  protected abstract ImportedKey importKey(
      AwsRequestOverrideConfiguration override,
      String name,
      String publicKeyPem,
      Map<String, String> tags);

  @Override
  public Optional<ImportedKey> findByKey(String publicKeyPem) {
    KeyFingerprints fingerprints = KeyFingerprints.of(Pem.publicKey(publicKeyPem));
    // A list shows names and tags only. An account has at most three keys.
    return list()
        .flatMap(listed -> get(listed.arn()).stream())
        .filter(fingerprints::match)
        .findFirst();
  }

  @Override
  public ImportedKey importKey(String name, String publicKeyPem, Map<String, String> tags) {
    AwsNames.check("name", name);
    String pem = Pem.of(Pem.publicKey(publicKeyPem));
    Map<String, String> tagged = Tags.withRecord(Tags.checked("tags", tags));
    Map<String, String> record = Map.of(Tags.RECORD, tagged.getOrDefault(Tags.RECORD, ""));
    Instant start = calls().settings().clock().instant();
    Instant deadline = calls().deadline();
    try {
      return create("Import", name, tagged, override -> importKey(override, name, pem, tagged));
    } catch (ResourceConflictException e) {
      // Another server may have imported the same key with the same record key.
      return calls()
          .await(start, deadline, () -> find(name, record, deadline).stream().findFirst())
          .orElseThrow(() -> e);
    }
  }
}
