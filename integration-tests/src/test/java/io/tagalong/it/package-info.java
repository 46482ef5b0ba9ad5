/** The product as its users run it, and the rules that hold for the whole source tree. */
@NullMarked
package io.tagalong.it;

import org.jspecify.annotations.NullMarked;
