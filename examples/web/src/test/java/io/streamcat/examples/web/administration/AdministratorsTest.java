package io.streamcat.examples.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdministratorsTest {

  @Test
  void isReserved_listedNameOfRealSite_isTrueRegardlessOfCase() {
    Administrators administrators = new Administrators(List.of(" Ruth ", ""), false);

    assertThat(administrators.contains("rUTH")).isTrue();
    assertThat(administrators.isReserved("rUTH")).isTrue();
    assertThat(administrators.isReserved("")).isFalse();
    assertThat(administrators.isReserved("todd")).isFalse();
  }

  @Test
  void isReserved_demonstration_isFalse() {
    Administrators administrators = new Administrators(List.of("ruth"), true);

    assertThat(administrators.contains("ruth")).isTrue();
    assertThat(administrators.isReserved("ruth")).isFalse();
  }
}
