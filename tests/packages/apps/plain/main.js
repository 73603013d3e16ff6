// A page with a bundler and nothing else.
import "recourse-widget/element";
