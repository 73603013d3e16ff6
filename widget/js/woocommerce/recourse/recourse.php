<?php
/**
 * Plugin Name: Recourse
 * Description: “Can I return this?” as a block, as the shortcode [recourse], and below each order of a customer's account.
 * Version: 0.1.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 * Text Domain: recourse
 */

defined('ABSPATH') || exit;

require_once __DIR__ . '/includes/sign.php';
require_once __DIR__ . '/includes/markup.php';
require_once __DIR__ . '/includes/order.php';
require_once __DIR__ . '/includes/settings.php';

/** The widget's tag, and its script once on the page. */
function recourse_show($attributes = []): string {
    $markup = recourse_markup(recourse_settings(), (array) $attributes, determine_locale());
    if ($markup !== '') {
        wp_enqueue_script_module('recourse', plugins_url('assets/recourse.js', __FILE__), [], null);
    }
    return $markup;
}

add_shortcode('recourse', 'recourse_show');

add_action('init', function () {
    register_block_type(__DIR__ . '/block', ['render_callback' => 'recourse_show']);
});

add_action('woocommerce_order_details_after_order_table', function ($order) {
    echo recourse_show(recourse_of_order($order, recourse_settings(), time())); // phpcs:ignore -- escaped where it is made
});
