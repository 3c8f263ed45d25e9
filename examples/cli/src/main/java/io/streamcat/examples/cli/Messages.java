package io.streamcat.examples.cli;

import io.streamcat.exception.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of the library in the words of the command line: options in place of methods. */
final class Messages {

  private static final Map<String, String> OPTIONS = options();

  private Messages() {}

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("call StreamCatSchema.migrate()", "run 'streamcat-cli migrate'");
    options.put("StreamCatSchema.migrate()", "'streamcat-cli migrate'");
    options.put("reconciliationGracePeriod", "--grace-period");
    options.put("consistencyWindow", "--consistency-window");
    options.put("operationTimeout", "--operation-timeout");
    options.put("callTimeout", "--call-timeout");
    options.put("failurePolicy", "--failure-policy");
    options.put("endpointOverride", "--endpoint");
    return options;
  }

  /** Returns the message of an exception. */
  static String of(Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof InvalidInputException invalid && isOption(invalid.field())) {
      message = "--" + message;
    }
    return inOptions(message);
  }

  /** Returns a text with the names of options in place of those of methods. */
  static String inOptions(@Nullable String text) {
    String result = String.valueOf(text);
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      result = result.replace(option.getKey(), option.getValue());
    }
    return result;
  }

  /** Returns whether a field of the library is an option of the same name. */
  private static boolean isOption(String field) {
    return field.equals("namespace") || field.equals("account") || field.equals("region");
  }
}
