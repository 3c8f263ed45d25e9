package io.streamcat.channel;

import io.streamcat.secret.Secret;

/**
 * The endpoint and the passphrase with which an encoder sends SRT.
 *
 * @param endpoint the endpoint
 * @param passphrase the passphrase that encrypts the stream
 */
public record SrtIngest(String endpoint, Secret passphrase) {}
