package io.streamcat.examples.web.security;

import java.io.Serializable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a login.
 *
 * @param network the address, or the first 64 bits of an IPv6 address: one customer of an internet
 *     provider has as many of them as wanted
 * @param browser the mark of a browser that has logged in before, or null
 */
public record Client(String network, @Nullable String browser) implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int NETWORK_BYTES = 8;

  /**
   * Returns the network of an address.
   *
   * @param address an IP address, or any other text from a proxy
   * @return the network as text; two addresses with the same text count together
   */
  public static String networkOf(String address) {
    // Without the zone of a link-local address, and never by asking a name server.
    String plain = address.replaceFirst("%.*", "");
    if (!IPV6.matcher(plain).matches()) {
      return plain;
    }
    try {
      InetAddress parsed = InetAddress.getByName(plain);
      if (parsed instanceof Inet6Address) {
        byte[] bytes = parsed.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
      }
      return parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return plain;
    }
  }
}
