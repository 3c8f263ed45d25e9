package io.streamcat.examples.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of the site that sign tokens.
 *
 * @param playbackKey the key for viewers of private channels
 * @param stageKey the key for participants of stages
 */
@ConfigurationProperties("site")
public record SiteKeys(
    @DefaultValue SigningKeySource playbackKey, @DefaultValue SigningKeySource stageKey) {}
