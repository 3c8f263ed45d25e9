package io.streamcat.jdbc;

import static io.streamcat.user.SampleUsers.NOW;
import static io.streamcat.user.SampleUsers.channel;
import static io.streamcat.user.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.Channel;
import io.streamcat.error.InvalidInputException;
import io.streamcat.error.StorageException;
import io.streamcat.user.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stream keys and SRT passphrases in the database: encrypted, not there, or plain if asked for. */
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
    repository(storage).insert(user("1", "todd", null));
    repository(storage).attach(ID, "worker", channel(), NOW);
  }

  private @Nullable Channel read(StreamKeyStorage storage) {
    return repository(storage).findById(ID).orElseThrow().user().channel();
  }

  private List<String> everythingStored() {
    Sql sql = new Sql(Database.H2, TableNames.standard());
    return new Transactions(ConnectionSource.of(dataSource))
        .single(
            "look",
            c ->
                sql.query(
                    c,
                    row -> row.text("stream_key") + " " + row.text("srt_passphrase"),
                    "SELECT * FROM streamcat_channel"));
  }

  private static String secret() {
    return Objects.requireNonNull(channel().streamKey()).value();
  }

  @Test
  void encrypted_isReadBack_andNotToBeSeenInTheDatabase() {
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

  @Test
  void encrypted_sameSecretTwice_looksDifferent() {
    assertThat(FIRST.seal("secret", "a")).isNotEqualTo(FIRST.seal("secret", "a"));
  }

  @Test
  void encrypted_movedToAnotherChannel_isNotRead() {
    assertThat(FIRST.open(Objects.requireNonNull(FIRST.seal("secret", "a")), "b")).isNull();
  }

  @Test
  void encrypted_damaged_theUserCanBeReadAllTheSame() {
    record(FIRST);
    TestDatabase.H2.execute("UPDATE streamcat_channel SET stream_key = 'aes:k1:AAAA'");

    assertThat(read(FIRST))
        .satisfies(damaged -> assertThat(damaged.streamKey()).isNull())
        .satisfies(damaged -> assertThat(damaged.arn()).isEqualTo(channel().arn()));
  }

  @Test
  void rotation_readsOldKeysUntilTheyAreSealedAnew() {
    record(FIRST);
    assertThat(read(BOTH)).isEqualTo(channel());
    assertThat(read(SECOND)).extracting(Channel::streamKey).isNull();

    assertThat(repository(BOTH).resealStreamKeys()).isEqualTo(1);
    assertThat(repository(BOTH).resealStreamKeys()).isZero();

    assertThat(read(SECOND)).isEqualTo(channel());
  }

  @Test
  void rotation_withoutTheOldKey_losesNothing() {
    record(FIRST);

    assertThat(repository(SECOND).resealStreamKeys()).isZero();

    assertThat(read(FIRST)).isEqualTo(channel());
  }

  @Test
  void notStored_keepsNothing() {
    record(StreamKeyStorage.notStored());

    assertThat(everythingStored()).containsExactly("null null");
    assertThat(read(StreamKeyStorage.notStored())).extracting(Channel::streamKey).isNull();
  }

  @Test
  void plainText_becomesEncrypted_andThenIsForgotten() {
    record(StreamKeyStorage.plainText());
    assertThat(everythingStored()).singleElement().asString().contains(secret());

    assertThat(read(FIRST)).isEqualTo(channel());
    assertThat(repository(FIRST).resealStreamKeys()).isEqualTo(1);
    assertThat(everythingStored()).singleElement().asString().startsWith("aes:k1:");
    assertThat(repository(StreamKeyStorage.notStored()).resealStreamKeys()).isEqualTo(1);
    assertThat(everythingStored()).containsExactly("null null");
  }

  @Test
  void keys_ofAnotherLength_orWithoutTheCurrentOne_areRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EncryptionKeys.of("k1", Map.of("k1", new byte[16])))
        .withMessageContaining("32 bytes");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EncryptionKeys.of("k2", Map.of("k1", OLD)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EncryptionKeys.of("a:b", Map.of("a:b", OLD)));
  }

  @Test
  void keys_currentOneNotToBeHad_nothingIsStored() {
    EncryptionKeys none =
        new EncryptionKeys() {
          @Override
          public String currentId() {
            return "gone";
          }

          @Override
          public byte @Nullable [] key(String id) {
            return null;
          }
        };
    JdbcUserRepository repository = repository(StreamKeyStorage.encrypted(none));
    repository.insert(user("1", "todd", null));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository.attach(ID, "worker", channel(), NOW))
        .withMessageContaining("'gone'");
    assertThat(everythingStored()).isEmpty();
  }
}
