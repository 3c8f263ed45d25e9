package io.streamcat.jdbc;

import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.internal.sql.Database;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The storage of stream keys and SRT passphrases: encrypted, not stored, or plain text. */
@Guarantee("STORE-10")
class StreamKeyStorageTest {

  private static final UserId ID = UserId.of("1");
  private static final byte[] OLD = new byte[32];
  private static final byte[] NEW = new byte[32];

  static {
    Arrays.fill(NEW, (byte) 7);
  }

  private static final StreamKeyStorage FIRST = encrypted("k1", Map.of("k1", OLD));
  private static final StreamKeyStorage BOTH = encrypted("k2", Map.of("k1", OLD, "k2", NEW));
  private static final StreamKeyStorage SECOND = encrypted("k2", Map.of("k2", NEW));

  private final DataSource dataSource = TestDatabase.H2.empty();

  private static StreamKeyStorage encrypted(String current, Map<String, byte[]> keys) {
    return StreamKeyStorage.encrypted(EncryptionKeys.of(current, keys));
  }

  private JdbcUserRepository repository(StreamKeyStorage storage) {
    return JdbcUserRepository.builder(dataSource).streamKeys(storage).build();
  }

  private void record(StreamKeyStorage storage) {
    UserRecord todd = provisioning("1", "todd", null);
    repository(storage).insert(todd);
    update(storage, record -> record.recorded(channel(), NOW));
  }

  private void update(StreamKeyStorage storage, UnaryOperator<UserRecord> change) {
    UserRecord before = repository(storage).findById(ID).orElseThrow();
    assertThat(repository(storage).update(before, change.apply(before).written(writer()))).isTrue();
  }

  private @Nullable Channel read(StreamKeyStorage storage) {
    return repository(storage).findById(ID).orElseThrow().resources().channel();
  }

  private static Channel channel() {
    return SampleRecords.channel("1");
  }

  private List<String> everythingStored() {
    return stored("stream_key", "srt_passphrase");
  }

  private List<String> stored(String... columns) {
    Sql sql = new Sql(Database.H2, TableNames.standard(), Duration.ofSeconds(10));
    return new Transactions(ConnectionSource.of(dataSource))
        .single(
            "look",
            c ->
                sql.query(
                    c,
                    row -> {
                      List<String> values = new ArrayList<>();
                      for (String column : columns) {
                        values.add(row.nullableText(column));
                      }
                      return String.join(" ", values);
                    },
                    "SELECT * FROM streamcat_channel"));
  }

  private static String secret() {
    return Objects.requireNonNull(channel().streamKey()).value().reveal();
  }

  @Test
  void encrypted_isReadBackAndNotVisibleInTheDatabase() {
    record(FIRST);

    assertThat(read(FIRST)).isEqualTo(channel());
    assertThat(everythingStored())
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored).doesNotContain(secret()).doesNotContain("passphrase");
              assertThat(stored).startsWith("aes:k1:").contains(" aes:k1:");
            });
  }

  /** Checks the spellings in which an environment variable brings the id {@code key-2026}. */
  @ParameterizedTest
  @ValueSource(strings = {"key-2026", "key_2026", "key.2026", "KEY_2026", "Key.2026"})
  void encrypted_idAsInAnEnvironmentVariable_isTheSameKey(String id) {
    StreamKeyStorage documented = encrypted("key-2026", Map.of("key-2026", OLD));
    String encrypted = encrypted(id, Map.of(id, OLD)).encrypt("secret", "context");

    assertThat(encrypted).startsWith("aes:key-2026:");
    assertThat(documented.decrypt(encrypted, "context")).isEqualTo("secret");
    assertThat(documented.isCurrent(encrypted)).isTrue();
    assertThat(encrypted("key-2026", Map.of(id, OLD)).decrypt(encrypted, "context"))
        .isEqualTo("secret");
  }

  @Test
  void encrypted_sameSecretTwice_differs() {
    assertThat(FIRST.encrypt("secret", "a")).isNotEqualTo(FIRST.encrypt("secret", "a"));
  }

  @Test
  void encrypted_movedToAnotherChannel_isNotRead() {
    assertThat(FIRST.decrypt(Objects.requireNonNull(FIRST.encrypt("secret", "a")), "b")).isNull();
  }

  @Test
  void plainText_formerKeys_readsAndReplacesEncryptedSecrets() {
    record(FIRST);
    StreamKeyStorage plain = StreamKeyStorage.plainText(EncryptionKeys.of("k1", Map.of("k1", OLD)));

    assertThat(read(plain)).isEqualTo(channel());
    assertThat(repository(plain).reencryptStreamKeys()).isEqualTo(1);
    assertThat(repository(plain).reencryptStreamKeys()).isZero();

    assertThat(everythingStored()).allSatisfy(row -> assertThat(row).startsWith("plain:"));
    assertThat(read(StreamKeyStorage.plainText())).isEqualTo(channel());
  }

  @Test
  void encrypted_wrongKey_readsWithoutTheSecret() {
    record(FIRST);
    StreamKeyStorage wrong = encrypted("k1", Map.of("k1", NEW));

    assertThat(read(wrong).streamKey()).isNull();
    assertThat(read(wrong).arn()).isEqualTo(channel().arn());
  }

  @Test
  void encrypted_damaged_userIsStillReadable() {
    record(FIRST);
    TestDatabase.H2.execute("UPDATE streamcat_channel SET stream_key = 'aes:k1:AAAA'");

    assertThat(read(FIRST))
        .satisfies(damaged -> assertThat(damaged.streamKey()).isNull())
        .satisfies(damaged -> assertThat(damaged.arn()).isEqualTo(channel().arn()));
  }

  @Test
  void rotation_oldKeys_areReadUntilReencrypted() {
    record(FIRST);
    assertThat(read(BOTH)).isEqualTo(channel());
    assertThat(read(SECOND)).extracting(Channel::streamKey).isNull();

    assertThat(repository(BOTH).reencryptStreamKeys()).isEqualTo(1);
    assertThat(repository(BOTH).reencryptStreamKeys()).isZero();

    assertThat(read(SECOND)).isEqualTo(channel());
  }

  @Test
  void rotation_withoutTheOldKey_losesNothing() {
    record(FIRST);

    assertThat(repository(SECOND).reencryptStreamKeys()).isZero();

    assertThat(read(FIRST)).isEqualTo(channel());
  }

  @Test
  void builder_streamKeysNotSet_storesNoSecrets() {
    JdbcUserRepository users = JdbcUserRepository.builder(dataSource).build();
    UserRecord todd = provisioning("1", "todd", null);
    users.insert(todd);

    assertThat(users.update(todd, todd.recorded(channel(), NOW).written(writer()))).isTrue();

    assertThat(everythingStored()).containsExactly("null null");
  }

  @Test
  void notStored_storesNoSecrets() {
    record(StreamKeyStorage.notStored());

    assertThat(everythingStored()).containsExactly("null null");
    assertThat(read(StreamKeyStorage.notStored())).extracting(Channel::streamKey).isNull();
  }

  @Test
  void plainText_changedStorage_isReencryptedAndThenRemoved() {
    record(StreamKeyStorage.plainText());
    assertThat(everythingStored()).singleElement().asString().contains(secret());

    assertThat(read(FIRST)).isEqualTo(channel());
    assertThat(repository(FIRST).reencryptStreamKeys()).isEqualTo(1);
    assertThat(everythingStored()).singleElement().asString().startsWith("aes:k1:");
    assertThat(repository(StreamKeyStorage.notStored()).reencryptStreamKeys()).isEqualTo(1);
    assertThat(everythingStored()).containsExactly("null null");
  }

  @Test
  void keys_wrongLengthOrWithoutTheCurrentOne_areRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EncryptionKeys.of("k1", Map.of("k1", new byte[16])))
        .withMessageContaining("32 bytes");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EncryptionKeys.of("k2", Map.of("k1", OLD)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EncryptionKeys.of("a:b", Map.of("a:b", OLD)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EncryptionKeys.of("a-b", Map.of("a-b", OLD, "A_B", OLD)))
        .withMessageContaining("id of another key");
  }

  @Test
  void insert_currentKeyMissing_storesNothing() {
    EncryptionKeys none =
        new EncryptionKeys() {
          @Override
          public String currentId() {
            return "missing";
          }

          @Override
          public byte @Nullable [] key(String id) {
            return null;
          }
        };
    StreamKeyStorage storage = StreamKeyStorage.encrypted(none);
    repository(storage).insert(provisioning("1", "todd", null));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> update(storage, record -> record.recorded(channel(), NOW)))
        .withMessageContaining("'missing'");
    assertThat(everythingStored()).isEmpty();
  }

  @Test
  void update_byAServerThatStoresNoKeys_keepsThem() {
    record(FIRST);

    update(StreamKeyStorage.notStored(), record -> record.leased(lease("worker")));
    update(
        StreamKeyStorage.notStored(),
        record ->
            record.with(
                record.resources().withSettingsOf(channel().with(ChannelSettings.defaults())),
                NOW));

    assertThat(read(FIRST).streamKey()).isEqualTo(channel().streamKey());
    assertThat(read(FIRST).srt()).isEqualTo(channel().srt());
    assertThat(read(FIRST).settings())
        .isEqualTo(ChannelSettings.builder().tags(channel().settings().tags()).build())
        .isNotEqualTo(channel().settings());
  }

  @Test
  void rotation_byAServerThatStoresNoKeys_storesNoFormerKeyUnderTheNewArn() {
    record(FIRST);
    StreamKey rotated = SampleRecords.channel("other").streamKey();

    update(
        StreamKeyStorage.notStored(), record -> record.with(record.resources().with(rotated), NOW));

    assertThat(everythingStored()).singleElement().asString().startsWith("null aes:k1:");
    assertThat(read(FIRST).streamKey()).isNull();
  }

  @Test
  void update_whileTheEncryptionKeyIsMissing_keepsTheSecrets() {
    record(FIRST);

    update(
        SECOND,
        record ->
            record.with(
                record.resources().withSettingsOf(channel().with(ChannelSettings.defaults())),
                NOW));

    assertThat(read(FIRST).streamKey()).isEqualTo(channel().streamKey());
  }

  @Test
  void suspension_byAServerThatCannotReadTheKey_erasesItAndKeepsTheOtherSecret() {
    record(FIRST);
    Suspension suspension = new Suspension("spam", NOW, null);

    update(
        StreamKeyStorage.notStored(),
        record -> record.with(record.identity().with(suspension), NOW));

    assertThat(stored("stream_key_arn", "stream_key")).containsExactly("null null");
    assertThat(read(FIRST).srt()).isEqualTo(channel().srt());
  }

  @Test
  void update_otherChannel_encryptsItsOwnSecretsOnly() {
    record(FIRST);
    Channel other = SampleRecords.channel("other");

    update(FIRST, record -> record.lost(ResourceKind.CHANNEL, NOW, NOW).recorded(other, NOW));

    assertThat(read(FIRST)).isEqualTo(other);
  }

  /** A worker that looks up the outcome of its own write must find its own revision. */
  @Test
  void reencryption_keepsTheRevision() {
    record(FIRST);
    UserRecord before = repository(FIRST).findById(ID).orElseThrow();

    assertThat(repository(BOTH).reencryptStreamKeys()).isEqualTo(1);

    assertThat(repository(BOTH).findById(ID)).contains(before);
  }

  @Test
  void reencryption_keyRotatedMeanwhile_leavesTheNewOne() {
    record(FIRST);
    StreamKey rotated = SampleRecords.channel("other").streamKey();
    StreamKeyStorage slow =
        new StreamKeyStorage() {
          @Override
          public @Nullable String encrypt(String secret, String context) {
            // Another server writes first.
            update(FIRST, record -> record.with(record.resources().with(rotated), NOW));
            return BOTH.encrypt(secret, context);
          }

          @Override
          public @Nullable String decrypt(String encrypted, String context) {
            return BOTH.decrypt(encrypted, context);
          }

          @Override
          public boolean isCurrent(String encrypted) {
            return BOTH.isCurrent(encrypted);
          }
        };

    assertThat(repository(slow).reencryptStreamKeys()).isZero();

    assertThat(read(BOTH).streamKey()).isEqualTo(rotated);
  }
}
