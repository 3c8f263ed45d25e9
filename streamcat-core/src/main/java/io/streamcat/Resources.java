package io.streamcat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The closing of the clients and threads that StreamCat has created. */
final class Resources {

  private static final Logger log = LoggerFactory.getLogger(StreamCat.class);

  private Resources() {}

  /** Closes all objects, the last created first; a failure does not stop the others. */
  static void close(List<AutoCloseable> owned) {
    List<AutoCloseable> reversed = new ArrayList<>(owned);
    Collections.reverse(reversed);
    for (AutoCloseable resource : reversed) {
      try {
        resource.close();
      } catch (Exception e) {
        log.warn("{} could not be closed", resource.getClass().getName(), e);
      }
    }
  }
}
