<?php
/**
 * The WordPress and WooCommerce functions that the plugin needs; prints the plugin's output as
 * JSON.
 */
define('ABSPATH', '/');
$did = ['actions' => [], 'shortcodes' => [], 'modules' => [], 'blocks' => [], 'errors' => []];
$options = ['recourse' => json_decode(getenv('SETTINGS') ?: '{}', true)];
$filters = [];
function add_action($name, $act) { global $did; $did['actions'][$name][] = $act; }
function add_shortcode($name, $act) { global $did; $did['shortcodes'][$name] = $act; }
function add_filter($name, $act) { global $filters; $filters[$name][] = $act; }
function apply_filters($name, $value, ...$more) { global $filters; foreach ($filters[$name] ?? [] as $act) { $value = $act($value, ...$more); } return $value; }
function get_option($name, $or) { global $options; return $options[$name] ?? $or; }
function determine_locale() { return getenv('LOCALE') ?: 'en_US'; }
function plugins_url($path, $file) { return 'https://shop.example/wp-content/plugins/recourse/' . $path; }
function wp_enqueue_script_module($id, $src) { global $did; $did['modules'][$id] = $src; }
function register_block_type($folder, $more) { global $did; $did['blocks'][] = [json_decode(file_get_contents("$folder/block.json"), true)['name'], $more['render_callback']]; }
function add_settings_error($page, $field, $words) { global $did; $did['errors'][$field] = $words; }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
function esc_html($text) { return htmlspecialchars($text, ENT_QUOTES); }
function esc_url($text) { return htmlspecialchars($text, ENT_QUOTES); }
function get_order_stub() {
    return new class {
        function get_shipping_country() { return 'DE'; }
        function get_billing_country() { return 'FR'; }
        function get_order_number() { return getenv('ORDER') ?: '1001'; }
        function get_billing_email() { return 'a@shopper.example'; }
        function get_items() { return [new class { function get_id() { return 7; } function get_quantity() { return 3; } }]; }
    };
}

require getenv('PLUGIN') . '/recourse.php';
add_filter('recourse_facts', function ($facts) { return $facts + ['delivered_on' => getenv('DELIVERED') ?: '', 'broken' => ['no text']]; });
foreach ($did['actions']['init'] as $act) { $act(); }
$attributes = json_decode(getenv('ATTRIBUTES') ?: '{}', true);
$shortcode = $did['shortcodes']['recourse']($attributes ?: '');
ob_start();
foreach ($did['actions']['woocommerce_order_details_after_order_table'] as $act) { $act(get_order_stub()); }
$order = ob_get_clean();
$typed = json_decode(getenv('TYPED') ?: '{}', true);
$taken = recourse_taken($typed);
echo json_encode(['shortcode' => $shortcode, 'order' => $order, 'modules' => $did['modules'], 'blocks' => $did['blocks'], 'taken' => $taken, 'errors' => array_keys($did['errors'])], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
