package io.streamcat.examples.support;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.regions.Region;

/** A converter for regions that accepts only names that fit into a host name and an ARN. */
public final class RegionConverter implements ITypeConverter<Region> {

  @Override
  public Region convert(String value) {
    if (!value.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
      throw new TypeConversionException("'" + value + "' is not a region such as us-east-1");
    }
    return Region.of(value);
  }
}
