<?php
/** What the shop sets: on the page Settings → Recourse, or as constants in wp-config.php, which win. */

/** Fields by their names: what they are called, and what they must look like. */
const RECOURSE_FIELDS = [
    'api' => ['Address of your Worker', '#^https?://[^/\s]+$#'],
    'store' => ['Id of your store', '/^[a-z][a-z0-9-]{0,63}$/'],
    'label' => ['Words of the link (empty: “Can I return this?” in the page’s language)', '/^.{0,80}$/u'],
    'accent' => ['Accent colour', '/^(#[0-9a-f]{3,8})?$/i'],
    'kid' => ['Name of the key that signs orders', '/^[A-Za-z0-9._-]{0,64}$/'],
    'secret' => ['That key, base64url (better: RECOURSE_SECRET in wp-config.php)', '/^([A-Za-z0-9_-]{43,})?$/'],
];

/** The settings, each a text. */
function recourse_settings(): array {
    $kept = (array) get_option('recourse', []);
    $all = [];
    foreach (RECOURSE_FIELDS as $name => $field) {
        $constant = 'RECOURSE_' . strtoupper($name);
        $all[$name] = (string) (defined($constant) ? constant($constant) : ($kept[$name] ?? ''));
    }
    return $all;
}

/** What was typed, where it can be what it is to be; what cannot keeps what it was, and says so. */
function recourse_taken($typed): array {
    $kept = (array) get_option('recourse', []);
    foreach (RECOURSE_FIELDS as $name => [$label, $form]) {
        $value = rtrim(trim((string) ($typed[$name] ?? '')), '/');
        if ($name === 'secret' && $value === '') {
            continue;
        }
        if ($value !== '' && !preg_match($form, $value)) {
            add_settings_error('recourse', $name, sprintf('%s: this is not taken, and nothing was changed there.', $label));
            continue;
        }
        $kept[$name] = $value;
    }
    return $kept;
}

add_action('admin_init', function () {
    register_setting('recourse', 'recourse', ['type' => 'array', 'sanitize_callback' => 'recourse_taken']);
});

add_action('admin_menu', function () {
    add_options_page('Recourse', 'Recourse', 'manage_options', 'recourse', function () {
        echo '<div class="wrap"><h1>Recourse</h1><form method="post" action="options.php">';
        settings_fields('recourse');
        echo '<table class="form-table">';
        $kept = recourse_settings();
        foreach (RECOURSE_FIELDS as $name => [$label]) {
            // A secret is written and never shown.
            [$type, $value] = $name === 'secret' ? ['password', ''] : ['text', $kept[$name]];
            printf('<tr><th><label for="recourse-%1$s">%2$s</label></th><td><input id="recourse-%1$s" name="recourse[%1$s]" type="%3$s" value="%4$s" class="regular-text" autocomplete="off"></td></tr>', esc_attr($name), esc_html($label), esc_attr($type), esc_attr($value));
        }
        echo '</table>';
        submit_button();
        echo '</form></div>';
    });
});
