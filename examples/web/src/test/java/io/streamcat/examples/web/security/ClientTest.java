package io.streamcat.examples.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
    "2001:db8:1:2::1, 2001:db8:1:2:0:0:0:0/64",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64",
    "::ffff:192.0.2.1, 192.0.2.1",
    "unknown, unknown",
    "cafe:not-an-address, cafe:not-an-address",
    "1:2, 1:2"
  })
  void networkOf_address_isNetworkOfOneCustomer(String address, String network) {
    assertThat(Client.networkOf(address)).isEqualTo(network);
  }
}
