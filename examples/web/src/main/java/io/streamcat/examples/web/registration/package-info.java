/** The registration of users. */
@NullMarked
package io.streamcat.examples.web.registration;

import org.jspecify.annotations.NullMarked;
