package io.streamcat.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Arbitrary records, which are inserted, replaced, found by every key and deleted. */
abstract class ArbitraryRecordsContract extends ContractPart {

  private static final int RECORDS = 200;

  ArbitraryRecordsContract(UserRepositoryContract contract) {
    super(contract);
  }

  @Test
  void anyOperation_arbitraryRecords_areStoredUnchanged() {
    long seed = Long.getLong("streamcat.seed", ThreadLocalRandom.current().nextLong());
    RandomRecords random = new RandomRecords(seed);
    String play = "replay with -Dstreamcat.seed=" + seed;
    List<UserRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      UserRecord inserted = random.next();
      repository().insert(inserted);
      assertThat(repository().findByKey(inserted.key())).as(play).contains(asStored(inserted));
      UserRecord next = random.next(inserted);
      assertThat(repository().update(inserted, next)).as(play).isTrue();
      records.add(next);
    }
    records.forEach(record -> assertFound(record, play));
    assertThat(repository().page(null, 2 * RECORDS))
        .as(play)
        .containsExactlyInAnyOrderElementsOf(records.stream().map(this::asStored).toList());
    records.forEach(record -> assertThat(repository().delete(record)).as(play).isTrue());
    assertThat(repository().page(null, 1)).as(play).isEmpty();
  }

  private void assertFound(UserRecord record, String play) {
    Optional<UserRecord> stored = Optional.of(asStored(record));
    assertThat(repository().findByKey(record.key())).as(play).isEqualTo(stored);
    record
        .resources()
        .all()
        .map(AwsResource::arn)
        .forEach(arn -> assertThat(repository().findByResource(arn)).as(play).isEqualTo(stored));
    Identity person = record.identity();
    if (person == null) {
      return;
    }
    assertThat(repository().findById(person.id())).as(play).isEqualTo(stored);
    if (person.username() != null) {
      assertThat(repository().findByUsername(person.username())).as(play).isEqualTo(stored);
    }
    if (person.idempotencyKey() != null) {
      assertThat(repository().findByIdempotencyKey(person.idempotencyKey()))
          .as(play)
          .isEqualTo(stored);
    }
  }
}
