/** Access to AWS: region, credentials and the settings of clients. Not part of the API. */
@NullMarked
package io.streamcat.spring.aws.internal;

import org.jspecify.annotations.NullMarked;
