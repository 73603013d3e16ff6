// The block in the editor: where it will stand, and its two settings. The page itself is rendered
// by PHP.
(({ blocks, blockEditor, components, element }) => {
  const h = element.createElement;
  blocks.registerBlockType("recourse/widget", {
    edit: ({ attributes, setAttributes }) =>
      h(
        "div",
        blockEditor.useBlockProps(),
        h(
          blockEditor.InspectorControls,
          null,
          h(
            components.PanelBody,
            { title: "Recourse" },
            h(components.TextControl, {
              label: "Topic (empty: the shopper chooses)",
              value: attributes.topic,
              onChange: (topic) => setAttributes({ topic }),
            }),
            h(components.SelectControl, {
              label: "Opened",
              value: attributes.load,
              onChange: (load) => setAttributes({ load }),
              options: [
                ["click", "by a click"],
                ["visible", "where it comes into view"],
                ["idle", "when the page is idle"],
                ["intent", "loaded and opened at a touch"],
                ["eager", "at once"],
              ].map(([value, label]) => ({ value, label })),
            }),
          ),
        ),
        h(components.Placeholder, {
          icon: "undo",
          label: "Can I return this?",
          instructions: "Shoppers see the widget here.",
        }),
      ),
    save: () => null,
  });
})(window.wp);
