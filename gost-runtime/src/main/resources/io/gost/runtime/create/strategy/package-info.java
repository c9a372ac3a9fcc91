/**
 * Picks at random among the first candidates that are left; the rest waits until one of those
 * fails.
 */
package com.example.sample;
