package io.streamcat.repository;

import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.full;
import static io.streamcat.repository.SampleRecords.key;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsResource;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding records by every unique value, and texts that databases may confuse. */
abstract class FindContract extends ContractPart {

  private static final String CAT = "\ud83d\udc31";

  FindContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void find_byEveryKey_returnsTheWholeRecord() {
    inserted(complete("2", "ann"));
    UserRecord todd = asStored(inserted(full("1")));

    assertThat(repository().findByKey(todd.key())).contains(todd);
    assertThat(repository().findById(UserId.of("1"))).contains(todd);
    assertThat(repository().findByUsername("USER-1")).contains(todd);
    assertThat(repository().findByIdempotencyKey("registration-1")).contains(todd);
    assertThat(todd.resources().all().map(AwsResource::arn))
        .hasSize(3)
        .allSatisfy(arn -> assertThat(repository().findByResource(arn)).contains(todd));
  }

  @Test
  void find_unknown_isEmpty() {
    inserted(full("1"));

    assertThat(repository().findByKey(key("unknown"))).isEmpty();
    assertThat(repository().findById(UserId.of("unknown"))).isEmpty();
    assertThat(repository().findByUsername("unknown")).isEmpty();
    assertThat(repository().findByIdempotencyKey("unknown")).isEmpty();
    assertThat(repository().findByResource("arn:aws:ivs:us-east-1:123456789012:stage/unknown"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\ud800", "\udc00"})
  void find_textThatNoDatabaseStores_isEmpty(String end) {
    // A driver that replaces the character with a question mark would find this record.
    UserRecord other = inserted(complete("2", "ann?"));
    for (String text : List.of(end, "ann" + end, "ann".repeat(100_000))) {
      assertThat(repository().findByKey(text)).isEmpty();
      assertThat(repository().findByUsername(text)).isEmpty();
      assertThat(repository().findByIdempotencyKey(text)).isEmpty();
      assertThat(repository().findByResource(text)).isEmpty();
      String arn = "arn:aws:ivs:us-east-1:123456789012:channel/" + text;
      assertThat(repository().findByResource(arn)).isEmpty();
      assertThat(repository().findByChannels(List.of(arn))).isEmpty();
      assertThat(repository().findByChannels(List.of(arn, other.resources().channel().arn())))
          .containsExactly(asStored(other));
    }
  }

  @Test
  void page_afterATextThatNoDatabaseStores_isEmptyOrTheRest() {
    String key = inserted(full("1")).key();
    String before = key.substring(0, key.length() - 1);

    assertThat(repository().page(before + "\u0000", 10)).hasSize(1);
    assertThat(repository().page(key + "\u0000", 10)).isEmpty();
    assertThat(repository().page(before + "\ud800", 10)).isEmpty();
    assertThat(repository().page("a".repeat(100_000) + "\ud800", 10))
        .hasSize("a".compareTo(key) < 0 ? 1 : 0);
  }

  @Test
  void find_keyOfAnotherKind_isEmpty() {
    UserRecord todd = inserted(full("1"));

    assertThat(repository().findByKey("1")).isEmpty();
    assertThat(repository().findById(UserId.of(todd.key()))).isEmpty();
    assertThat(repository().findByUsername("registration-1")).isEmpty();
    assertThat(repository().findByIdempotencyKey("user-1")).isEmpty();
    for (String text : List.of("", "1", "id 1", "username user-1", "key registration-1")) {
      assertThat(repository().findByResource(text)).isEmpty();
    }
  }

  @Test
  void findByResource_spare_returnsIt() {
    UserRecord spare = inserted(spare("spare-1"));

    assertThat(repository().findByResource(SampleRecords.stage(spare.key()).arn()))
        .contains(asStored(spare));
  }

  @Test
  void findByChannels_severalChannels_returnsTheirRecords() {
    UserRecord todd = inserted(full("1"));
    UserRecord ann = inserted(full("2"));
    inserted(full("3"));

    assertThat(
            repository()
                .findByChannels(
                    List.of(
                        todd.resources().channel().arn(),
                        "arn:aws:ivs:us-east-1:123456789012:channel/unknown",
                        ann.resources().channel().arn())))
        .containsExactlyInAnyOrder(asStored(todd), asStored(ann));
    assertThat(repository().findByChannels(List.of())).isEmpty();
  }

  @Test
  void findByResource_discardedResource_isEmpty() {
    UserRecord todd = inserted(full("1"));

    assertThat(todd.pending().find(PendingTask.DiscardResources.class).orElseThrow().arns())
        .hasSize(1)
        .allSatisfy(arn -> assertThat(repository().findByResource(arn)).isEmpty());
  }

  @Test
  void find_idsThatLookAlike_areDistinct() {
    List<String> ids =
        List.of(
            "a",
            "A",
            "\u00e4",
            "a\u0308",
            "\uff21",
            "\u0430",
            "\u00df",
            "ss",
            "a-b",
            "ab",
            "a b",
            "1",
            "01",
            CAT,
            "\ud83d\udc36",
            "a%",
            "a_",
            "it's",
            "\"a\"",
            "a\\",
            "a;--",
            "null");
    ids.forEach(id -> inserted(provisioning(id, null, null)));

    for (String id : ids) {
      assertThat(repository().findById(UserId.of(id)).map(UserRecord::id)).contains(UserId.of(id));
    }
    assertThat(repository().page(null, 100)).hasSize(ids.size());
  }

  @Test
  void find_usernamesThatLookAlike_areDistinctUnlessOnlyTheCaseDiffers() {
    List<String> names =
        List.of(
            "todd",
            "t\u00f6dd",
            "t\u043edd",
            "\uff54\uff4f\uff44\uff44",
            "strasse",
            "stra\u00dfe",
            "to_d",
            "to%d",
            CAT,
            "\ud83d\udc36",
            "0",
            "\u0130stanbul");
    Map<String, UserRecord> byName = new HashMap<>();
    names.forEach(name -> byName.put(name, inserted(provisioning("id-" + name, name, null))));

    byName.forEach(
        (name, record) -> {
          assertThat(repository().findByUsername(name)).contains(asStored(record));
          assertThat(repository().findByUsername(User.usernameKey(name)))
              .contains(asStored(record));
        });
    assertThat(repository().findByUsername("T\u00d6DD"))
        .contains(asStored(byName.get("t\u00f6dd")));
    assertThat(repository().findByUsername("to\u0308dd"))
        .contains(asStored(byName.get("t\u00f6dd")));
  }

  @Test
  void find_idempotencyKeysThatLookAlike_areDistinct() {
    List<String> keys = List.of("k\u00e9y", "ke\u0301y", "KEY", "key", "key ", " key", CAT);
    Map<String, UserRecord> byKey = new HashMap<>();
    keys.forEach(key -> byKey.put(key, inserted(provisioning("user-" + byKey.size(), null, key))));

    byKey.forEach(
        (key, record) ->
            assertThat(repository().findByIdempotencyKey(key)).contains(asStored(record)));
  }

  @Test
  void find_longestTexts_areComplete() {
    String id = CAT.repeat(11) + "i".repeat(117);
    String username = "\u4e2d".repeat(255);
    String idempotencyKey = "\u00e9".repeat(127) + CAT;
    String problem = CAT.repeat(Progress.MAX_PROBLEM / 2);
    UserRecord todd = provisioning(id, username, idempotencyKey);
    todd =
        inserted(
            Components.with(
                    todd.leased(new Lease("w".repeat(127) + CAT, NOW)),
                    "resourceName",
                    "n".repeat(128))
                .with(tasks -> tasks.progressed("create stage", p -> p.failed(problem, NOW))));

    assertStored(todd);
    assertThat(repository().findById(UserId.of(id))).contains(asStored(todd));
    assertThat(repository().findByUsername(username)).contains(asStored(todd));
    assertThat(repository().findByIdempotencyKey(idempotencyKey)).contains(asStored(todd));
    inserted(provisioning(CAT.repeat(11) + "i".repeat(116) + "j", null, null));
  }
}
