package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;

/** Tests that data is in memory only if it was chosen, or AWS is an emulator. */
class StorageOptionsTest {

  @AutoClose private final EmulatedAws aws = new EmulatedAws();

  @Test
  void build_againstAwsWithoutRepository_isRejectedAndNamesTheSetting() {
    StreamCatBuilder builder =
        StreamCat.builder()
            .aws(a -> a.region(Region.US_EAST_1))
            .storage(s -> s.bans(BanList.inMemory()));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(builder::build)
        .satisfies(e -> assertThat(e.field()).isEqualTo("storage.users"))
        .withMessageContaining("StreamCatBuilder.storage(s -> s.users(…))")
        .withMessageContaining("UserRepository.inMemory()");
    builder.storage(s -> s.users(UserRepository.inMemory())).build().close();
  }

  @Test
  void build_againstAwsWithoutBanList_isRejectedAndNamesTheSetting() {
    StreamCatBuilder builder =
        StreamCat.builder()
            .aws(a -> a.region(Region.US_EAST_1))
            .storage(s -> s.users(UserRepository.inMemory()));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(builder::build)
        .satisfies(e -> assertThat(e.field()).isEqualTo("storage.bans"))
        .withMessageContaining("StreamCatBuilder.storage(s -> s.bans(…))")
        .withMessageContaining("BanList.inMemory()");
  }

  @Test
  void build_oneClientNotLocal_isRejected() {
    try (IvsClient ivs = IvsClient.builder().region(Region.US_EAST_1).build()) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> aws.streamCat().aws(a -> a.ivsClient(ivs)).build())
          .satisfies(e -> assertThat(e.field()).isEqualTo("storage.users"));
    }
  }
}
