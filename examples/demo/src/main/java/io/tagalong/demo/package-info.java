/** {@code ./tagalong demo}: the whole product at work on one machine, checked call by call. */
@NullMarked
package io.tagalong.demo;

import org.jspecify.annotations.NullMarked;
