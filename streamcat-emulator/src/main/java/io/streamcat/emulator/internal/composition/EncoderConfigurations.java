package io.streamcat.emulator.internal.composition;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.CrudOperations;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of encoder configurations. */
public final class EncoderConfigurations implements Handler.Group {
  private static final String VIDEO = "video";
  private static final int MAX_PIXELS = 2_073_600;

  private final Account account;
  private final Compositions compositions;
  private final CrudOperations configurations;

  public EncoderConfigurations(Account account, Compositions compositions) {
    this.account = account;
    this.compositions = compositions;
    this.configurations =
        new CrudOperations(
            account,
            ResourceType.ENCODER_CONFIGURATION,
            "encoderConfiguration",
            "encoderConfigurations",
            100);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateEncoderConfiguration" -> this::create;
      case "GetEncoderConfiguration" -> configurations::get;
      case "ListEncoderConfigurations" -> configurations::list;
      case "DeleteEncoderConfiguration" -> this::delete;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    Map<String, Object> video = call.structure(VIDEO);
    video.putIfAbsent("width", 1280);
    video.putIfAbsent("height", 720);
    video.putIfAbsent("framerate", 30);
    video.putIfAbsent("bitrate", 2_500_000);
    int width = size(video, "width");
    int height = size(video, "height");
    if (width * height > MAX_PIXELS) {
      throw ApiException.invalid(VIDEO, "must have at most 2073600 pixels");
    }
    return configurations.answer(configurations.create(call, Map.of(VIDEO, video)));
  }

  private static int size(Map<String, Object> video, String member) {
    int size = video.get(member) instanceof Number number ? number.intValue() : 0;
    if (size % 2 != 0) {
      throw ApiException.invalid(VIDEO + "." + member, "must be an even number");
    }
    return size;
  }

  private Map<String, Object> delete(Call call) {
    Resource configuration = configurations.require(call);
    compositions.requireUnused(configuration);
    account.remove(configuration, call.now());
    return Map.of();
  }
}
