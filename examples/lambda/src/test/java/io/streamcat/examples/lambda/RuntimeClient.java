package io.streamcat.examples.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** AWS's runtime interface client, which the managed runtime uses to run functions. */
final class RuntimeClient {

  private static final String NATIVE_CODE =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** The client's names of the processors for which it has native code. */
  private static final Map<String, String> PROCESSORS =
      Map.of("amd64", "x86_64", "aarch64", "aarch_64");

  /** Classes whose jars the client consists of. */
  private static final List<Class<?>> PARTS =
      List.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class);

  /** The options of the managed Java 17 runtime, which also stops at this compiler tier. */
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m");

  private RuntimeClient() {}

  /**
   * Returns the command that runs a function.
   *
   * @param handler the function
   * @param directory the directory for the native code; the client's default is shared by all
   *     processes of a machine
   */
  static List<String> command(String handler, Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-D" + NATIVE_CODE + "=" + nativeCode(directory));
    command.addAll(List.of("-cp", classPath(), AWSLambda.class.getName(), handler));
    return command;
  }

  private static Path nativeCode(Path directory) throws IOException {
    String processor = PROCESSORS.get(System.getProperty("os.arch"));
    Path library = directory.resolve("libaws-lambda-jni.so");
    if (!Files.exists(library)) {
      try (InputStream code =
          AWSLambda.class.getResourceAsStream(
              "/jni/libaws-lambda-jni.linux-" + processor + ".so")) {
        Files.copy(code, library);
      }
    }
    return library;
  }

  private static String classPath() {
    List<String> jars = new ArrayList<>();
    for (Class<?> part : PARTS) {
      try {
        jars.add(
            Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return String.join(File.pathSeparator, jars);
  }
}
