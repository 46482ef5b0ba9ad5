/** A small shop that asks Statsig what to show to each visitor. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
