package io.streamcat.channel;

import io.streamcat.secret.Secret;

/**
 * The endpoint and the passphrase of an encoder that sends SRT.
 *
 * @param endpoint the host
 * @param passphrase the passphrase that encrypts the stream
 */
public record SrtIngest(String endpoint, Secret passphrase) {}
