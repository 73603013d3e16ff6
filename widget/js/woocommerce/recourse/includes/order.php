<?php
/** What the shop knows of a WooCommerce order, signed where it has a key. */

/** How long a signed order holds, in seconds. */
const RECOURSE_HOLDS = 3600;

/**
 * The attributes for an order. Facts beyond the country come from the filter `recourse_facts`: what a day of delivery is called
 * differs from one shipping plugin to the next.
 *
 * @param WC_Order $order
 */
function recourse_of_order($order, array $settings, int $now): array {
    $facts = ['ship_to' => $order->get_shipping_country() ?: $order->get_billing_country()];
    $facts = array_filter((array) apply_filters('recourse_facts', $facts, $order), function ($answer) {
        return is_string($answer) && $answer !== '';
    });
    $number = (string) $order->get_order_number();
    $attributes = ['order' => $number, 'email' => (string) $order->get_billing_email()];
    if ($settings['kid'] !== '' && $settings['secret'] !== '') {
        $payload = ['store' => $settings['store'], 'order' => $number, 'exp' => $now + RECOURSE_HOLDS, 'facts' => (object) $facts];
        $payload['items'] = recourse_items($order);
        return $attributes + ['signed-order' => recourse_sign($payload, $settings['kid'], $settings['secret'])];
    }
    foreach ($facts as $question => $answer) {
        $attributes['fact-' . $question] = $answer;
    }
    return $attributes;
}

/** Each line of the order, with how many of it were bought. */
function recourse_items($order): array {
    $items = [];
    foreach ($order->get_items() as $line) {
        $items[] = ['item' => (string) $line->get_id(), 'quantity' => (int) $line->get_quantity()];
    }
    return $items;
}
